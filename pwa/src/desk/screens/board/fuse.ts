/** The fuse of a waiting strip: how much of its clock is burnt, and how loud that is. */

import { isPressing } from '../../parts/regulated/clock'

export interface Waiting { order_id: string; priority: string; due_at: string | null; clock_started_at: string; window_start: string | null; authority_due_at: string | null; authority_state: string | null }
export type Heat = 'late' | 'wait' | 'calm'
const HOUR = 3_600_000

/** Share of the clock burnt, 0 to 1; without a deadline there is no fuse. */
export function burnt(order: Pick<Waiting, 'due_at' | 'clock_started_at'>, now: number): number {
  if (!order.due_at) return 0
  const start = Date.parse(order.clock_started_at)
  const end = Date.parse(order.due_at)
  if (end <= start) return now >= end ? 1 : 0
  return Math.min(1, Math.max(0, (now - start) / (end - start)))
}

/** Red within the last hour or past it, amber within three hours, else quiet. */
export function heatOf(order: Pick<Waiting, 'due_at'>, now: number): Heat {
  if (!order.due_at) return 'calm'
  const left = Date.parse(order.due_at) - now
  return left < HOUR ? 'late' : left < 3 * HOUR ? 'wait' : 'calm'
}

const NEVER = Number.MAX_SAFE_INTEGER

/**
 * What is urgent floats up: regulated vehicles whose clock runs out, then the nearest deadline, the authority's or the
 * promised one; without one the promised time; urgent before normal at a tie.
 */
export function byUrgency<T extends Waiting>(orders: readonly T[]): T[] {
  const end = (one: Waiting): number => {
    const ends = [one.due_at, one.authority_state ? one.authority_due_at : null].filter((at) => at !== null)
    return ends.length ? Math.min(...ends.map((at) => Date.parse(at))) : one.window_start ? Date.parse(one.window_start) : NEVER
  }
  const rank = (one: Waiting): number => (one.priority === 'urgent' ? 0 : 1)
  return [...orders].sort((x, y) => Number(isPressing(y)) - Number(isPressing(x)) || end(x) - end(y) || rank(x) - rank(y) || x.order_id.localeCompare(y.order_id))
}
