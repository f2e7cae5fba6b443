import { dayNumber, instantAt, isoDay, wallClock, type Instant } from '@shared/format/zone'

export interface Span { start: string; end: string }
export type Part = 'hours' | 'morning' | 'afternoon'
/** A time to offer on the phone; `part` says how to call it. */
export interface Offer extends Span { key: string; part: Part }

const LEAD_MINUTES = 45 // nobody is there sooner
const LAST_START = 18
const DAY = 86_400_000

function offer(day: string, from: string, to: string, part: Part): Offer {
  return { key: `${day} ${from}`, start: instantAt(day, from), end: instantAt(day, to), part }
}

/** What can still be promised: the next two pairs of hours today, then the halves of tomorrow, and the day after when today is over. */
export function offersFrom(now: Instant): Offer[] {
  const { hour, minute } = wallClock(now)
  const soonest = hour * 60 + minute + LEAD_MINUTES
  const dayOf = (away: number): string => new Date((dayNumber(now) + away) * DAY).toISOString().slice(0, 10)
  const starts = [8, 10, 12, 14, 16, LAST_START].filter((start) => start * 60 >= soonest).slice(0, 2)
  const today = starts.map((start) => offer(isoDay(now), `${start}:00`, `${start + 2}:00`, 'hours'))
  const halves = (away: number): Offer[] => [offer(dayOf(away), '9:00', '12:00', 'morning'), offer(dayOf(away), '14:00', '18:00', 'afternoon')]
  return [...today, ...halves(1), ...(today.length ? [] : halves(2))]
}

/** The span of a day and two clocks; undefined while one is missing or the end is not after the start. */
export function spanOf(day: string, from: string, to: string): Span | undefined {
  if (!day || !from || !to) return undefined
  const span = { start: instantAt(day, from), end: instantAt(day, to) }
  return Date.parse(span.end) > Date.parse(span.start) ? span : undefined
}
