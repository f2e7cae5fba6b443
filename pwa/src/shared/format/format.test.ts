import { beforeEach, describe, expect, it } from 'vitest'
import { setLocale } from '../i18n/locale'
import { readMoney, sayAmount, sayMoney } from './money'
import { groups, maskPhone, sayBytes, sayDistance } from './number'
import { guessColour, splitPlate } from './plate'

beforeEach(() => setLocale('zh-CN'))

describe('money', () => {
  it.each([[0, '¥0.00'], [5, '¥0.05'], [123450, '¥1,234.50'], [1365000, '¥13,650.00'], [100000000, '¥1,000,000.00'], [-1200, '−¥12.00']])(
    '%d fen is %s', (fen, said) => expect(sayMoney(fen)).toBe(said))
  it('leaves the sign of the currency to the head of a column', () => expect(sayAmount(68000)).toBe('680.00'))
  it.each([['1,234.5', 123450], ['¥80', 8000], ['８０．０５', 8005], ['0.1', 10], ['12.', 1200], ['100元', 10000]])(
    'reads %s as %d fen', (text, fen) => expect(readMoney(text)).toBe(fen))
  it.each(['', 'abc', '1.234', '-5', '1e3', '99999999999'])('does not take "%s" for money', (text) => expect(readMoney(text)).toBeNull())
})

describe('numbers read aloud', () => {
  it('groups by kind', () => {
    expect(groups('865372060334189', 'imei')).toEqual(['865', '372', '060', '334', '189'])
    expect(groups('89860422101234056783', 'iccid')).toEqual(['8986', '0422', '1012', '3405', '6783'])
    expect(groups('13826640917', 'phone')).toEqual(['138', '2664', '0917'])
    expect(groups('1064821736052', 'phone')).toEqual(['1064', '8217', '36052'])
    expect(groups('075583921046', 'phone')).toEqual(['0755', '8392', '1046'])
    expect(groups('02083921046', 'phone')).toEqual(['020', '8392', '1046'])
    expect(groups('83921046', 'phone')).toEqual(['83921046'])
  })
  it.each([['865372060334189999', 'imei'], ['8653', 'imei'], ['8986042210123405678', 'iccid'], ['075583921046', 'phone'], ['', 'imei']] as const)(
    'loses nothing of %s', (value, kind) => expect(groups(value, kind).join('')).toBe(value))
  it('masks phones', () => {
    expect(maskPhone('13826640917')).toBe('138 **** 0917')
    expect(maskPhone('138****0917')).toBe('138 **** 0917')
    expect(maskPhone('83921046')).toBe('**** 46')
  })
})

describe('distance and size', () => {
  it.each([[0, '0 米'], [848, '850 米'], [994, '990 米'], [996, '1 公里'], [4230, '4.2 公里'], [9949, '9.9 公里'], [12400, '12 公里']])(
    '%d m is %s', (metres, said) => expect(sayDistance(metres)).toBe(said))
  it('says bytes', () => expect([10, 2048, 1_700_000].map(sayBytes)).toEqual(['1 KB', '2 KB', '1.7 MB']))
})

describe('plates', () => {
  it.each([['粤BY7052', '粤B', 'Y7052'], ['粤B·D62917', '粤B', 'D62917'], ['粤b 8t62k', '粤B', '8T62K'], ['WJ01234', '', 'WJ01234']])(
    '%s has the dot after %s', (plate, city, rest) => expect(splitPlate(plate)).toEqual({ city, rest }))
  it.each([['粤B8T62K', 'blue'], ['粤BD62917', 'green'], ['粤B12345D', 'yellow_green'], ['粤BP561挂', 'yellow'], ['粤ZK123港', 'black'], ['粤B1234警', 'white']])(
    '%s is %s when nobody says', (plate, colour) => expect(guessColour(plate)).toBe(colour))
})
