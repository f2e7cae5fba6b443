import { dayNumber } from '@shared/format/zone'
import { isOver, isProven } from '../../words'
import type { Visit } from '../../offline/shapes'

const pace: Record<string, number> = { working: 0, on_site: 1, en_route: 2 }

/** The visits as the day goes: what is begun first, then by the window. Over ones are apart, latest first. */
export function sortDay(visits: readonly Visit[], now: number): { next: Visit | null; today: Visit[]; later: Visit[]; over: Visit[]; pips: Visit[] } {
  const live = visits.filter((visit) => !isOver(visit)).sort((a, b) => (pace[a.state] ?? 9) - (pace[b.state] ?? 9) || a.window_start.localeCompare(b.window_start))
  const due = live.filter((visit) => dayNumber(visit.window_start) <= dayNumber(now))
  const next = due[0] ?? null
  const over = visits.filter((visit) => isOver(visit) && visit.state !== 'declined' && visit.state !== 'cancelled').sort((a, b) => b.window_start.localeCompare(a.window_start))
  const overToday = over.filter((visit) => dayNumber(visit.completed_at ?? visit.window_start) === dayNumber(now))
  return { next, today: due.slice(1), later: live.filter((visit) => !due.includes(visit)), over: overToday, pips: [...overToday.slice().reverse(), ...due] }
}

/** Awaiting the platform's proof: done, but nobody has seen it online yet (hatched). */
export const unproven = (visit: Visit): boolean => visit.state === 'completed' && visit.items.some((item) => item.state === 'recorded' && ['waiting', 'unchecked'].includes(item.platform_verdict) && isProven(item))
