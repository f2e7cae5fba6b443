import { describe, expect, it } from 'vitest'
import { nearest, slip } from './near'

describe('a slip in a number, with no signal', () => {
  it.each([
    ['008601230000025', '008601230000017', null],
    ['008601230000018', '008601230000017', 'digit'],
    ['008610230000017', '008601230000017', 'swapped'],
    ['OO86O1230000017', '008601230000017', 'alike'],
    ['00860123000017', '008601230000017', 'missing'],
    ['0086012300000117', '008601230000017', 'extra'],
    ['008601230000017', '008601230000017', null],
  ])('%s for %s is %s', (typed, meant, how) => expect(slip(typed, meant)).toBe(how))

  it('names what is at hand, the likeliest first, and nothing for a number that is right', () => {
    const van = ['BD-0001', 'BD-0011', 'ZZ-9']
    expect(nearest('bd-0O11', van)).toEqual(['BD-0011'])
    expect(nearest('BD-0001', van)).toEqual([])
    expect(nearest('QX-7777', van)).toEqual([])
  })
})
