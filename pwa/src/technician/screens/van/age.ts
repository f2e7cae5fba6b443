const DAY = 86_400_000

export interface Age { days: number; late: '' | 'late' | 'very_late' }

/** How long a removed part has been on the van, in whole days; late past the limit, very late past twice that (R33). */
export function ageOf(removedAt: string, now: number, limit: number): Age {
  const days = Math.max(0, Math.floor((now - new Date(removedAt).getTime()) / DAY))
  return { days, late: days < limit ? '' : days >= 2 * limit ? 'very_late' : 'late' }
}
