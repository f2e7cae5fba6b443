/** One emptying of the outbox: how much it was, how much is left, and what went at what time (bytes, epoch ms). */
export interface Trip { total: number; left: number; gone: readonly { at: number; left: number }[] }

const REMEMBERED_MS = 120_000
const LEAST_MS = 3_000

/** The trip after a look at what is left. Work added on the way makes it longer; an empty outbox ends it. */
export function advance(trip: Trip | null, left: number, now: number): Trip | null {
  if (left === 0) return null
  if (!trip) return { total: left, left, gone: [{ at: now, left }] }
  if (left === trip.left) return trip
  if (left > trip.left) return { total: trip.total + left - trip.left, left, gone: [{ at: now, left }] }
  return { ...trip, left, gone: [...trip.gone.filter((one) => now - one.at < REMEMBERED_MS), { at: now, left }] }
}

export const shareDone = ({ total, left }: Trip): number => Math.round(((total - left) / total) * 100)

/** Minutes until the rest is through at the speed of the last two minutes; null when nothing has moved yet. */
export function minutesLeft({ left, gone }: Trip): number | null {
  const [first, last] = [gone[0], gone.at(-1)]
  if (!first || !last || last.at - first.at < LEAST_MS || first.left <= last.left) return null
  return left / ((first.left - last.left) / (last.at - first.at)) / 60_000
}
