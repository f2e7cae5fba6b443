import { beforeEach, describe, expect, it } from 'vitest'
import { setLocale } from '@shared/i18n/locale'
import { comma, kindWord, listed, methodWord, orderStateWord, shortCentre, shortCompany, visitStateWord } from './words'

beforeEach(() => setLocale('zh-CN'))

describe('words', () => {
  it('says states and kinds in the language of the screen, never the code', () => {
    expect([kindWord('install'), orderStateWord('submitted'), visitStateWord('en_route'), methodWord('on_account')]).toEqual(['安装', '待批准', '在路上', '挂账'])
    setLocale('en')
    expect([kindWord('install'), orderStateWord('submitted'), visitStateWord('en_route')]).toEqual(['Install', 'Waiting for approval', 'On the way'])
  })
  it('has a word for what it does not know yet', () => {
    expect([kindWord('towing'), orderStateWord('lost'), methodWord('shells')]).toEqual(['其他', '其他', '其他'])
  })
  it('sets facts apart as the language does', () => {
    expect(comma() + listed(['a', 'b'])).toBe('，a、b')
    setLocale('en')
    expect(comma() + listed(['a', 'b'])).toBe(', a, b')
  })
})

describe('short names', () => {
  it('leaves out the city and the legal form of a company', () => expect(shortCompany('深圳德邻公共交通有限公司')).toBe('德邻公共交通'))
  it('leaves people and short names alone', () => {
    expect(shortCompany('潘瑞祥')).toBe('潘瑞祥')
    expect(shortCompany('深圳通')).toBe('深圳通')
  })
  it('leaves out what every centre is called', () => {
    expect(shortCentre('深圳服务中心')).toBe('深圳')
    expect(shortCentre('Shenzhen Service Centre')).toBe('Shenzhen')
  })
})
