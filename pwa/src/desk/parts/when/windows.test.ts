import { describe, expect, it } from 'vitest'
import { offersFrom, spanOf } from './windows'

const keys = (at: string): string[] => offersFrom(at).map((one) => one.key)

describe('times to offer', () => {
  it('offers the next two pairs of hours today and the halves of tomorrow', () => {
    expect(keys('2026-11-20T04:20:00Z')).toEqual(['2026-11-20 14:00', '2026-11-20 16:00', '2026-11-21 9:00', '2026-11-21 14:00']) // 12:20 at the centre
  })
  it('leaves out what begins too soon for anybody to be there', () => {
    expect(keys('2026-11-20T05:30:00Z')[0]).toBe('2026-11-20 16:00') // 13:30: 14:00 is too near
  })
  it('goes on to the day after tomorrow when today is over', () => {
    expect(keys('2026-11-20T10:00:00Z')).toEqual(['2026-11-21 9:00', '2026-11-21 14:00', '2026-11-22 9:00', '2026-11-22 14:00'])
  })
  it('crosses the end of a month by the clock of the centre', () => {
    expect(keys('2026-11-30T15:30:00Z')[0]).toBe('2026-12-01 9:00') // 23:30 on the 30th
    expect(keys('2026-11-30T16:30:00Z')[0]).toBe('2026-12-01 8:00') // 0:30 on the 1st
  })
  it('gives instants', () => {
    expect(offersFrom('2026-11-20T04:20:00Z')[0]).toMatchObject({ start: '2026-11-20T06:00:00Z', end: '2026-11-20T08:00:00Z', part: 'hours' })
  })
})

describe('a span of its own', () => {
  it('needs all three and an end after the start', () => {
    expect(spanOf('2026-11-21', '9:30', '11:00')).toEqual({ start: '2026-11-21T01:30:00Z', end: '2026-11-21T03:00:00Z' })
    expect(spanOf('2026-11-21', '', '11:00')).toBeUndefined()
    expect(spanOf('2026-11-21', '11:00', '11:00')).toBeUndefined()
  })
})
