import { describe, expect, it } from 'vitest'
import { abouts, draftOf, onWire, signs, wentWord, type Channel } from './channel'

const NOW = Date.parse('2026-11-23T04:00:00Z')
const channel: Channel = { id: 'c', name: '群', kind: 'wecom', tail: '…aaaa', centre_id: 'sz', technician_id: null, technician_name: '', about: ['alarms'], lang: 'en', active: true, version: 1, sent_at: null, failed_at: null, last_error: null }

describe('a channel in the form', () => {
  it('belongs to a centre, a person or the company, and goes out as it came in', () => {
    expect(onWire(draftOf(channel))).toMatchObject({ centre_id: 'sz', technician_id: null, about: ['alarms'], lang: 'en' })
    expect(onWire(draftOf({ ...channel, technician_id: 't', about: ['visits'] }))).toMatchObject({ centre_id: null, technician_id: 't' })
    expect(onWire(draftOf({ ...channel, centre_id: null }))).toMatchObject({ centre_id: null, technician_id: null })
  })
  it('asks for a signing key where the robot can want one, and sends none elsewhere', () => {
    const feishu = 'https://open.feishu.cn/open-apis/bot/v2/hook/1'
    expect([signs(feishu), signs('https://oapi.dingtalk.com/robot/send?access_token=1'), signs('', 'lark')]).toEqual([true, true, true])
    expect([signs(''), signs('13900139000'), signs('', 'wecom'), signs('13900139000', 'feishu')]).toEqual([false, false, false, false])
    expect(onWire({ ...draftOf(), address: feishu, secret: ' k1 ' }).secret).toBe('k1')
    expect(onWire({ ...draftOf(), address: '13900139000', secret: 'k1' }).secret).toBe('')
    expect(onWire({ ...draftOf(), secret: 'k1' }, 'dingtalk').secret).toBe('k1')
  })
  it('gives a person no alarms, even where they were ticked before', () => {
    expect(abouts('t')).toEqual(['visits', 'cases'])
    expect(onWire({ ...draftOf(), who: 't', about: ['visits', 'alarms'] }).about).toEqual(['visits'])
  })
})

describe('how the last message went', () => {
  it('is said with the other side’s own words', () => {
    expect(wentWord(channel, NOW)).toEqual({ bad: false, says: '还没发过' })
    expect(wentWord({ ...channel, failed_at: '2026-11-23T03:30:00Z', last_error: '93000 invalid webhook url' }, NOW)).toEqual({ bad: true, says: '11:30 没发出去：93000 invalid webhook url' })
    expect(wentWord({ ...channel, failed_at: '2026-11-23T03:30:00Z', last_error: '' }, NOW).says).toContain('连不上对方')
    expect(wentWord({ ...channel, sent_at: '2026-11-23T03:40:00Z', failed_at: '2026-11-23T03:30:00Z' }, NOW)).toEqual({ bad: false, says: '11:40 发出' })
  })
})
