import { describe, expect, it } from 'vitest'
import file from '../../../../tests/kernel/numbers/plate_cases.json'
import { isPlate, nextKeys, PROVINCES, straighten } from './rules'

describe('R10 the phone knows a plate as the server does (tests/kernel/numbers/test_written_tables.py)', () => {
  it.each(file.cases)('$text', ({ text, is_plate }) => expect(isPlate(text)).toBe(is_plate))
})

it('a plate is straightened before it is read', () => expect(straighten(' 粤ｂ·Io123 ')).toBe('粤B10123'))

describe('the keyboard offers what can follow', () => {
  const has = (text: string, ...keys: string[]): boolean[] => keys.map((key) => nextKeys(text).has(key))
  it('the province, then a letter', () => {
    expect(nextKeys('').size).toBe(PROVINCES.length + 1)
    expect(has('粤', 'B', 'I', 'O', '1')).toEqual([true, false, false, false])
  })
  it('the ends of special plates only where they stand', () => {
    expect(has('粤B1234', '挂', '学', '警', '领', '港', '5')).toEqual([true, true, true, true, false, true])
    expect(has('粤Z1234', '港', '澳')).toEqual([true, true])
    expect(has('粤B123', '挂')).toEqual([false])
    expect(has('京X1234', '应急')).toEqual([true])
  })
  it('an eighth place only for new energy, and nothing after a whole one', () => {
    expect(has('粤B12345', 'D', '6')).toEqual([true, false])
    expect(has('粤BD1234', '5', 'A')).toEqual([true, false])
    expect(nextKeys('粤BD12345').size).toBe(0)
    expect(nextKeys('粤B1234挂').size).toBe(0)
  })
})
