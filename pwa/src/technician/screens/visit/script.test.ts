import { beforeEach, describe, expect, it } from 'vitest'
import { anItem, aVisit } from '../../offline/fixtures'
import { road } from '../../offline/road'
import { script } from './script'

const lines = ['您好，{plates}{problem}是我来处理。', '大概要{minutes}分钟，{nobodyKnows}']

describe('what to say (R16, R41)', () => {
  beforeEach(() => { road.value = { past: [], scripts: [{ code: 'appointment', kinds: ['road'], zh: lines, en: lines, asks: ['', ''] }] } })

  it('is filled with the visit, and keeps what nobody knows so that it gets mended', () => {
    expect(script('appointment', aVisit({ symptom: '不定位', planned_minutes: 45 }))).toEqual(['您好，粤BY7052不定位是我来处理。', '大概要45分钟，{nobodyKnows}'])
  })
  it('names one plate of many, and the kind of work where nothing is broken', () => {
    const items = [anItem(), anItem({ id: 'i2', plate: '粤B00002' }), anItem({ id: 'i3', plate: '粤B00003' })]
    expect(script('appointment', aVisit({ kind: 'install', items }))[0]).toBe('您好，粤BY7052 等 3 台车安装是我来处理。')
  })
  it('is nothing where the phone has none', () => {
    expect(script('late', aVisit())).toEqual([])
    road.value = null
    expect(script('appointment', aVisit())).toEqual([])
  })
})
