import type { Day, Visit } from './shapes'

/** What visits have carried since the app learnt it: a day that an older version has kept lacks it. */
const since: Pick<Visit, 'extras' | 'other_vehicles' | 'crew'> = { extras: [], other_vehicles: [], crew: { mates: [], clashes: [], done: [] } }

/** The kept day with everything that this version reads, so that an update with work in the outbox breaks nothing. */
export const whole = (day: Day): Day => ({ ...day, visits: day.visits.map((visit) => ({ ...since, ...visit })) })
