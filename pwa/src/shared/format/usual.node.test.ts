// @vitest-environment node
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { setLocale } from '../i18n/locale'
import { sayUsual } from './usual'

afterEach(() => setLocale('zh-CN'))

describe('usual words', () => {
  it('knows every kind of vehicle that the demo company has', () => {
    const rows = readFileSync(new URL('../../../../backend/demo/facts/vehicle_types.csv', import.meta.url), 'utf8').trim().split('\n').slice(1)
    const kinds = rows.map((row) => row.split(',')[1] ?? '')
    setLocale('en')
    expect(kinds.length).toBeGreaterThan(20)
    expect(kinds.filter((kind) => /\p{Script=Han}/u.test(sayUsual(kind)))).toEqual([])
  })
  it('leaves alone what nobody translated, and Chinese to its readers', () => {
    setLocale('en')
    expect(sayUsual('小平板车')).toBe('小平板车')
    setLocale('zh-CN')
    expect(sayUsual('公交')).toBe('公交')
  })
})
