import { describe, expect, it } from 'vitest'
import { isEnough, kindOf } from './meant'

describe('what kind of number somebody typed', () => {
  it.each([['粤BY7O52', 'plate'], ['使123456', 'plate'], ['89860426192300000', 'sim'], ['BD-0011', 'device'], ['13826640917', 'device']])('%s is a %s', (typed, kind) => expect(kindOf(typed)).toBe(kind))
  it('waits until a slip could be found', () => {
    expect([isEnough('plate', '粤B70'), isEnough('plate', '粤BY705'), isEnough('device', 'ABCD'), isEnough('device', 'BD11')]).toEqual([false, true, false, true])
  })
})
