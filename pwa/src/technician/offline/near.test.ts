import { describe, expect, it } from 'vitest'
import file from '../../../../tests/backend/inventory/near_cases.json'
import { nearest, slip } from './near'

describe('a slip in a number, with no signal', () => {
  it.each(file.cases)('$typed for $meant is $slip, as for the server (tests/backend/inventory/test_near.py)', (one) => expect(slip(one.typed, one.meant)).toBe(one.slip))
  it('looks further than the server among the few numbers at hand', () => {
    expect([slip('8D-0811S', 'BD-08115'), slip('BD-001', 'BD-0011')]).toEqual(['look_alike', 'missing'])
  })

  it('names what is at hand, the likeliest first, and nothing for a number that is right', () => {
    const van = ['BD-0001', 'BD-0011', 'ZZ-9']
    expect(nearest('bd-0O11', van)).toEqual(['BD-0011'])
    expect(nearest('BD-0001', van)).toEqual([])
    expect(nearest('QX-7777', van)).toEqual([])
  })
})
