/** Where this device remembers that a person wants reminders: with the next log-in they are there again. */
export const wishOf = (userId: string): string => `pg.push.${userId}`
