import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setLocale } from '../i18n/locale'
import { sayAgo, sayArrival, sayClock, sayDate, sayDateHead, sayDay, sayDeadline, sayDuration, sayHours, sayLeft, sayTime, sayWindow } from './time'
import { centreZone, dayNumber, instantAt, isoDay, setCentreZone } from './zone'

// Friday 20 November 2026, 13:32 in Shenzhen; the test machine itself stands in New York.
const now = '2026-11-20T05:32:00Z'
const at = (day: string, clock: string): string => instantAt(day, clock)

beforeEach(() => setLocale('zh-CN'))
afterEach(() => setCentreZone('Asia/Shanghai'))

describe('times are said in the zone of the centre', () => {
  it('shows the wall clock of the centre, not of the reader', () => {
    expect(sayClock('2026-11-20T06:06:00Z')).toBe('14:06')
    expect(sayClock('2026-11-20T01:50:00Z')).toBe('9:50')
    expect(sayClock('2026-11-19T16:00:00Z')).toBe('0:00')
    setCentreZone('Asia/Urumqi')
    expect(sayClock('2026-11-20T06:06:00Z')).toBe('12:06')
  })
  it('changes the day at the midnight of the centre', () => {
    expect(sayDay('2026-11-20T15:59:00Z', now)).toBe('今天')
    expect(sayDay('2026-11-20T16:00:00Z', now)).toBe('明天')
    expect(dayNumber('2026-11-20T16:00:00Z') - dayNumber(now)).toBe(1)
    expect(isoDay('2026-11-20T16:00:00Z')).toBe('2026-11-21')
  })
  it('finds the instant of a wall clock, also around a clock change', () => {
    expect(instantAt('2026-11-20', '14:00')).toBe('2026-11-20T06:00:00Z')
    expect(instantAt('2026-03-08', '3:30', 'America/New_York')).toBe('2026-03-08T07:30:00Z')
    expect(instantAt('2026-11-01', '00:30', 'America/New_York')).toBe('2026-11-01T04:30:00Z')
  })
  it('refuses a zone that does not exist, and keeps the old one', () => {
    expect(() => setCentreZone('Asia/Nowhere')).toThrow(RangeError)
    expect(centreZone.value).toBe('Asia/Shanghai')
  })
})

describe('days as people say them', () => {
  it.each([
    ['2026-11-19', '昨天'], ['2026-11-20', '今天'], ['2026-11-21', '明天'], ['2026-11-22', '后天'],
    ['2026-11-17', '周二'], ['2026-11-16', '周一'], ['2026-11-15', '11月15日'], ['2026-11-23', '下周一'],
    ['2026-11-26', '下周四'], ['2026-11-27', '11月27日'], ['2025-03-15', '2025年3月15日'],
  ])('%s is %s on a Friday', (day, said) => expect(sayDay(at(day, '12:00'), now)).toBe(said))

  it('heads a day with date and weekday', () => {
    expect(sayDateHead(now, now)).toBe('11月20日 周五')
    setLocale('en')
    expect(sayDateHead(now, now)).toBe('Fri 20 Nov')
    expect(sayDate('2025-03-15T04:00:00Z', now)).toBe('15 Mar 2025')
  })
})

describe('appointments and clocks', () => {
  it('says a window', () => {
    expect(sayWindow(at('2026-11-20', '14:00'), at('2026-11-20', '16:00'), now)).toBe('今天 14:00–16:00')
    expect(sayWindow(at('2026-11-20', '22:00'), at('2026-11-21', '2:00'), now)).toBe('今天 22:00–明天 2:00')
    expect(sayHours(at('2026-11-20', '16:30'), at('2026-11-20', '18:00'))).toBe('16:30–18:00')
  })
  it('says a moment', () => {
    expect(sayTime(at('2026-11-19', '17:20'), now)).toBe('昨天 17:20')
    expect(sayTime(at('2026-11-20', '13:02'), now, true)).toBe('13:02')
  })
  it('says when the technician arrives', () => {
    expect(sayArrival(at('2026-11-20', '13:57'), now)).toBe('25 分钟后到')
    expect(sayArrival(at('2026-11-20', '13:30'), now)).toBe('马上到')
    expect(sayArrival(at('2026-11-20', '16:10'), now)).toBe('今天 16:10 到')
    setLocale('en')
    expect(sayArrival(at('2026-11-20', '13:33'), now)).toBe('arrives in 1 minute')
  })
  it('says what is left of a clock, and by how much it is broken', () => {
    expect(sayLeft(at('2026-11-20', '14:20'), now)).toBe('剩 48 分')
    expect(sayLeft(at('2026-11-20', '15:12'), now)).toBe('剩 1 时 40 分')
    expect(sayLeft(at('2026-11-20', '13:15'), now)).toBe('超 17 分')
    expect(sayLeft(now, now)).toBe('剩 0 分')
    expect(sayDeadline(at('2026-11-20', '18:00'), now)).toBe('今天 18:00 前')
    expect(sayDeadline(at('2026-11-20', '14:20'), now)).toBe('剩 48 分')
  })
  it('says durations', () => {
    expect([59, 60, 61, 47 * 60 + 59, 48 * 60, 5000].map((m) => sayDuration(m))).toEqual(['59 分', '1 时', '1 时 1 分', '47 时', '2 天', '3 天'])
    setLocale('en')
    expect(sayDuration(3000)).toBe('2 days')
  })
  it('says how long ago', () => {
    expect(sayAgo('2026-11-20T05:31:30Z', now)).toBe('刚刚')
    expect(sayAgo('2026-11-20T05:27:00Z', now)).toBe('5 分前')
    expect(sayAgo('2026-11-19T09:20:00Z', now)).toBe('昨天 17:20')
  })
})
