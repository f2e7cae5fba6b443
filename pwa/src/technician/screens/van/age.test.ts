import { describe, expect, it } from 'vitest'
import { ageOf } from './age'

describe('R33 the age of a removed part on the van', () => {
  const day = (n: number): number => Date.parse('2026-11-20T02:00:00Z') + n * 86_400_000
  const age = (n: number) => ageOf('2026-11-20T02:00:00Z', day(n), 7)
  it('counts whole days', () => expect([age(0), age(0.9), age(1)].map((one) => one.days)).toEqual([0, 0, 1]))
  it('is late at the limit and very late at twice the limit', () => expect([6.9, 7, 13.9, 14].map((n) => age(n).late)).toEqual(['', 'late', 'late', 'very_late']))
  it('is not negative when the phone clock is behind', () => expect(age(-3)).toEqual({ days: 0, late: '' }))
})
