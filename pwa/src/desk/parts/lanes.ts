/** Pure geometry of the lanes: times as shares of the axis, what a strip looks like, where the gaps are. Times in ms. */

export interface Axis { start: number; end: number }
interface Timed { start: string; end: string }
interface Shift extends Timed { break_start?: string | null; break_end?: string | null }
export interface Visit extends Timed { visit_id: string; state: string; window_end: string; travel_minutes: number | null }
export interface Span { a: number; d: number }

const HOUR = 3_600_000
const at = (iso: string): number => Date.parse(iso)

/** The hours that the axis shows: whole hours around every shift and visit, at least `from`–`to` (midnight of the day + hours). */
export function axisOf(midnight: number, lanes: readonly { shift: Shift | null; visits: readonly Timed[] }[], from = 8, to = 19): Axis {
  const times = lanes.flatMap((lane) => [...(lane.shift ? [lane.shift] : []), ...lane.visits]).flatMap((one) => [at(one.start), at(one.end)])
  const inDay = times.filter((one) => one >= midnight && one <= midnight + 24 * HOUR)
  const start = Math.min(midnight + from * HOUR, ...inDay.map((one) => Math.floor(one / HOUR) * HOUR))
  const end = Math.max(midnight + to * HOUR, ...inDay.map((one) => Math.ceil(one / HOUR) * HOUR))
  return { start, end }
}

/** The whole hours of the axis. */
export function hoursOf(axis: Axis): number[] {
  return Array.from({ length: Math.round((axis.end - axis.start) / HOUR) + 1 }, (_, index) => axis.start + index * HOUR)
}

/** Where a moment lies on the axis, in percent. */
export const share = (axis: Axis, time: number): number => ((time - axis.start) / (axis.end - axis.start)) * 100

/** Where something lies on the axis, in percent; null when it lies outside. Cut at both ends. */
export function spanOf(axis: Axis, start: number | string, end: number | string): Span | null {
  const from = Math.max(axis.start, typeof start === 'string' ? at(start) : start)
  const until = Math.min(axis.end, typeof end === 'string' ? at(end) : end)
  return until <= from ? null : { a: share(axis, from), d: ((until - from) / (axis.end - axis.start)) * 100 }
}

/** Where nobody may be booked: before, after and in the break of the shift; the whole axis without a shift. */
export function restsOf(axis: Axis, shift: Shift | null): (Span & { pause: boolean })[] {
  if (!shift) return [{ a: 0, d: 100, pause: false }]
  const spans = [
    { span: spanOf(axis, axis.start, shift.start), pause: false },
    { span: shift.break_start && shift.break_end ? spanOf(axis, shift.break_start, shift.break_end) : null, pause: true },
    { span: spanOf(axis, shift.end, axis.end), pause: false },
  ]
  return spans.flatMap(({ span, pause }) => (span ? [{ ...span, pause }] : []))
}

export type Look = '' | 'done' | 'work' | 'way' | 'soon' | 'no'

/** What a strip looks like: fine things go quiet, what is late or refused speaks. */
export function lookOf(visit: Pick<Visit, 'state' | 'start' | 'window_end'>, now: number): Look {
  if (visit.state === 'completed') return 'done'
  if (['declined', 'failed', 'suspended'].includes(visit.state)) return 'no'
  if (['on_site', 'working'].includes(visit.state)) return 'work'
  const late = now > at(visit.window_end) || at(visit.start) > at(visit.window_end)
  if (late) return 'soon'
  return visit.state === 'en_route' ? 'way' : ''
}

/** The road between two visits: from the end of one to the start of the next, with its minutes when known. */
export function roadsOf(axis: Axis, visits: readonly Visit[]): (Span & { key: string; minutes: number | null })[] {
  const order = [...visits].sort((x, y) => at(x.start) - at(y.start))
  return order.flatMap((visit, index) => {
    const before = order[index - 1]
    const span = before && spanOf(axis, before.end, visit.start)
    return span && span.d > 1 ? [{ ...span, key: visit.visit_id, minutes: visit.travel_minutes }] : []
  })
}

/** Visits that overlap stand in rows of their own, so that none hides another. Returns the row of each visit. */
export function rowsOf(visits: readonly Visit[]): Map<string, number> {
  const ends: number[] = []
  const rows = new Map<string, number>()
  for (const visit of [...visits].sort((x, y) => at(x.start) - at(y.start))) {
    const free = ends.findIndex((end) => end <= at(visit.start))
    const row = free < 0 ? ends.length : free
    ends[row] = at(visit.end)
    rows.set(visit.visit_id, row)
  }
  return rows
}
