import { describe, expect, it } from 'vitest'
import { advance, minutesLeft, shareDone } from './trip'

describe('one emptying of the outbox', () => {
  it('knows how much is through', () => {
    const trip = advance(advance(null, 1000, 0), 250, 10_000)
    expect(trip && shareDone(trip)).toBe(75)
    expect(advance(trip, 0, 20_000)).toBeNull()
  })
  it('grows when work is added on the way, so that the bar never claims what is not sent', () => {
    const trip = advance(advance(advance(null, 1000, 0), 400, 5_000), 900, 6_000)
    expect(trip).toMatchObject({ total: 1500, left: 900 })
    expect(trip && shareDone(trip)).toBe(40)
  })
  it('tells the minutes by the speed of late, and nothing before anything has moved', () => {
    const start = advance(null, 1_000_000, 0)
    expect(start && minutesLeft(start)).toBeNull()
    const later = advance(start, 800_000, 60_000)
    expect(later && minutesLeft(later)).toBeCloseTo(4)
  })
  it('forgets a speed of long ago', () => {
    const slow = advance(advance(null, 1_000_000, 0), 990_000, 60_000)
    const quick = advance(advance(slow, 890_000, 200_000), 790_000, 210_000)
    expect(quick && minutesLeft(quick)).toBeCloseTo(790_000 / 10_000 / 60)
  })
})
