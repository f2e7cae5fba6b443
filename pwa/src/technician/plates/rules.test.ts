import { describe, expect, it } from 'vitest'
import { nextKeys, plateKind, PROVINCES, straighten } from './rules'

describe('R10 plates are checked by the rules of their kind', () => {
  it.each([
    ['粤B12345', 'common'], ['粤BY705挂', 'trailer'], ['京A1234学', 'school'], ['沪A1234警', 'police'], ['粤BD12345', 'energy_small'], ['粤BK12345', 'energy_small'],
    ['粤B12345D', 'energy_large'], ['粤ZA123港', 'border'], ['使123456', 'embassy'], ['沪A1234领', 'consulate'], ['京X1234应急', 'rescue'], ['KA12345', 'army'], ['WJ粤1234A', 'armed_police'], ['WJ12345', 'armed_police'], ['民航A1234', 'aviation'],
  ] as const)('%s is %s', (plate, kind) => expect(plateKind(plate)).toBe(kind))
  it.each(['', '粤B1234', '粤B1234567', '粤I12345', '粤BL12345', '粤B12345L', '京ZA123港', '某B12345', '粤B1234挂挂', '京A1234应急'])('%s is none', (plate) => expect(plateKind(plate)).toBeNull())
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
