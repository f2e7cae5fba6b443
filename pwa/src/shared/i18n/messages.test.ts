import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { setLocale } from './locale'
import { defineMessages } from './messages'

const t = defineMessages(
  { hello: '你好', left: '{name} 还有 {n} 项' },
  { hello: 'Hello', left: { one: '{name} has {n} item', other: '{name} has {n} items' } },
)

afterEach(() => setLocale('zh-CN'))

describe('messages', () => {
  it('speaks both languages and fills in what is named', () => {
    expect(t('left', { name: '苏建国', n: 3 })).toBe('苏建国 还有 3 项')
    setLocale('en')
    expect(t('hello')).toBe('Hello')
    expect(t('left', { name: 'Su', n: 1 })).toBe('Su has 1 item')
    expect(t('left', { name: 'Su', n: 0 })).toBe('Su has 0 items')
  })
  it('puts nothing of a value through a second filling', () => expect(t('left', { name: '{n}', n: 2 })).toBe('{n} 还有 2 项'))
  it('tells the page its language and remembers it', async () => {
    setLocale('en')
    await nextTick()
    expect(document.documentElement.lang).toBe('en')
    expect(localStorage.getItem('pg.locale')).toBe('en')
  })
  it('is refused by the compiler when a key or a parameter is missing', () => {
    // @ts-expect-error en lacks `b`
    defineMessages({ a: '甲', b: '乙' }, { a: 'A' })
    // @ts-expect-error en has a key too many
    defineMessages({ a: '甲' }, { a: 'A', c: 'C' })
    // @ts-expect-error `name` is missing
    expect(t('left', { n: 3 })).toContain('{name}')
  })
})
