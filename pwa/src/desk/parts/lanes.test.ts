import { describe, expect, it } from 'vitest'
import { axisOf, hoursOf, lookOf, restsOf, roadsOf, rowsOf, spanOf, type Visit } from './lanes'

const midnight = Date.parse('2026-11-21T16:00:00Z') // 22 November in Shenzhen
const iso = (hour: number): string => new Date(midnight + hour * 3_600_000).toISOString()
const visit = (id: string, from: number, to: number, state = 'dispatched'): Visit => ({ visit_id: id, state, start: iso(from), end: iso(to), window_end: iso(to), travel_minutes: 20 })
const axis = { start: midnight + 8 * 3_600_000, end: midnight + 18 * 3_600_000 }

describe('axis', () => {
  it('shows 8 to 19 on a quiet day', () => {
    expect(hoursOf(axisOf(midnight, []))).toHaveLength(12)
  })
  it('grows to whole hours around early and late work', () => {
    const grown = axisOf(midnight, [{ shift: { start: iso(6.5), end: iso(20.25) }, visits: [] }])
    expect([grown.start, grown.end]).toEqual([midnight + 6 * 3_600_000, midnight + 21 * 3_600_000])
  })
  it('does not grow for what lies on another day', () => {
    expect(axisOf(midnight, [{ shift: null, visits: [visit('a', -20, 30)] }])).toEqual({ start: midnight + 8 * 3_600_000, end: midnight + 19 * 3_600_000 })
  })
})

describe('spans', () => {
  it('says where an hour lies', () => expect(spanOf(axis, iso(9), iso(10))).toEqual({ a: 10, d: 10 }))
  it('cuts what sticks out', () => expect(spanOf(axis, iso(6), iso(9))).toEqual({ a: 0, d: 10 }))
  it('has nothing for what lies outside', () => expect(spanOf(axis, iso(4), iso(6))).toBeNull())
  it('hatches the whole lane of somebody who is off', () => expect(restsOf(axis, null)).toEqual([{ a: 0, d: 100, pause: false }]))
  it('hatches before, in the break, and after', () => {
    const rests = restsOf(axis, { start: iso(9), end: iso(17), break_start: iso(12), break_end: iso(13) })
    expect(rests.map((one) => [one.a, one.d, one.pause])).toEqual([[0, 10, false], [40, 10, true], [90, 10, false]])
  })
})

describe('strips', () => {
  it('goes quiet when done, speaks when refused or late', () => {
    expect(lookOf(visit('a', 9, 10, 'completed'), midnight)).toBe('done')
    expect(lookOf(visit('a', 9, 10, 'declined'), midnight)).toBe('no')
    expect(lookOf(visit('a', 9, 10, 'working'), axis.end)).toBe('work')
    expect(lookOf(visit('a', 9, 10, 'accepted'), axis.end)).toBe('soon')
    expect(lookOf(visit('a', 9, 10, 'en_route'), midnight)).toBe('way')
  })
  it('draws the road between two visits, none where they touch', () => {
    const roads = roadsOf(axis, [visit('b', 11, 12), visit('a', 9, 10), visit('c', 12, 13)])
    expect(roads).toEqual([{ a: 20, d: 10, key: 'b', minutes: 20 }])
  })
  it('gives overlapping visits rows of their own', () => {
    const rows = rowsOf([visit('a', 9, 11), visit('b', 10, 12), visit('c', 11, 12)])
    expect([rows.get('a'), rows.get('b'), rows.get('c')]).toEqual([0, 1, 0])
  })
})
