import { afterEach, describe, expect, it } from 'vitest'
import { setLocale } from '../i18n/locale'
import { sayUsual } from './usual'

afterEach(() => setLocale('zh-CN'))

describe('usual words', () => {
  it('are said in the language of the screen', () => {
    expect(sayUsual('公交')).toBe('公交')
    setLocale('en')
    expect([sayUsual('公交'), sayUsual(' 车队长 ')]).toEqual(['City bus', 'Fleet manager'])
  })
  it('leave alone what nobody translated', () => {
    setLocale('en')
    expect(sayUsual('小平板车')).toBe('小平板车')
  })
})
