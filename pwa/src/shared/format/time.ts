import { locale } from '../i18n/locale'
import { t } from './messages'
import { dayNumber, wallClock, type Instant } from './zone'

const MINUTE = 60_000
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const ms = (at: Instant): number => new Date(at).getTime()
const weekdayWord = (at: Instant): string => t(weekdays[wallClock(at).weekday] ?? 'sun')

/** "14:06", "9:50": 24 hours, as on the wall of the centre. */
export function sayClock(at: Instant): string {
  const { hour, minute } = wallClock(at)
  return `${hour}:${String(minute).padStart(2, '0')}`
}

/** "11月20日", or with the year when it is not this year. English: "20 Nov". */
export function sayDate(at: Instant, now: Instant = Date.now()): string {
  const { year, month, day } = wallClock(at)
  const params = { year, month, day, monthName: months[month - 1] ?? '' }
  return year === wallClock(now).year ? t('monthDay', params) : t('yearMonthDay', params)
}

/** "11月20日 周五": the head of a day. */
export function sayDateHead(at: Instant, now: Instant = Date.now()): string {
  return locale.value === 'en' ? `${weekdayWord(at)} ${sayDate(at, now)}` : `${sayDate(at, now)} ${weekdayWord(at)}`
}

/** "昨天", "今天", "明天", "后天", "周三" within six days, else the date. */
export function sayDay(at: Instant, now: Instant = Date.now()): string {
  const away = dayNumber(at) - dayNumber(now)
  const near = ({ '-1': 'yesterday', 0: 'today', 1: 'tomorrow', 2: 'dayAfter' } as const)[away]
  if (near) return t(near)
  return Math.abs(away) < 7 ? dayOfWeek(at, now, away) : sayDate(at, now)
}

/** A weekday: marked "下周一" past Sunday, since a bare 周一 would mean the one that is over; before Monday the date. */
function dayOfWeek(at: Instant, now: Instant, away: number): string {
  const sinceMonday = (wallClock(now).weekday + 6) % 7
  if (-away > sinceMonday) return sayDate(at, now)
  return away > 6 - sinceMonday ? t('nextWeekday', { weekday: weekdayWord(at) }) : weekdayWord(at)
}

/** "今天 14:06", "昨天 17:20"; with `bareToday` only "14:06" when it is today. */
export function sayTime(at: Instant, now: Instant = Date.now(), bareToday = false): string {
  if (bareToday && dayNumber(at) === dayNumber(now)) return sayClock(at)
  return `${sayDay(at, now)} ${sayClock(at)}`
}

/** "今天 14:00–16:00"; over midnight "今天 22:00–明天 2:00". */
export function sayWindow(from: Instant, to: Instant, now: Instant = Date.now()): string {
  const end = dayNumber(from) === dayNumber(to) ? sayClock(to) : sayTime(to, now)
  return `${sayTime(from, now)}–${end}`
}

/** "14:00–16:00", without the day: for a list that stands under its day. */
export function sayHours(from: Instant, to: Instant): string {
  return `${sayClock(from)}–${sayClock(to)}`
}

/** "48 分", "1 时 40 分", "30 时", "3 天": from a day on without minutes, from 48 hours on in whole days. */
export function sayDuration(minutes: number): string {
  const whole = Math.max(0, Math.floor(minutes))
  if (whole < 60) return t('minutes', { n: whole })
  if (whole >= 48 * 60) return t('days', { n: Math.floor(whole / 1440) })
  const h = Math.floor(whole / 60)
  const m = whole % 60
  return m === 0 || h >= 24 ? t('hours', { n: h }) : t('hoursMinutes', { h, m })
}

/** "25 分钟后到"; past 90 minutes the hour: "今天 16:10 到"; at or past the time "马上到". */
export function sayArrival(at: Instant, now: Instant = Date.now()): string {
  const minutes = Math.ceil((ms(at) - ms(now)) / MINUTE)
  if (minutes <= 0) return t('arriveNow')
  return minutes <= 90 ? t('arriveIn', { n: minutes }) : t('arriveAt', { time: sayTime(at, now) })
}

/** "剩 48 分" before the deadline, "超 17 分" after it. */
export function sayLeft(deadline: Instant, now: Instant = Date.now()): string {
  const minutes = (ms(deadline) - ms(now)) / MINUTE
  return minutes < 0 ? t('over', { time: sayDuration(-minutes) }) : t('left', { time: sayDuration(minutes) })
}

/** A clock as the board says it: near or broken by what is left ("剩 1 时 40 分"), far by its end ("今天 18:00 前"). */
export function sayDeadline(deadline: Instant, now: Instant = Date.now()): string {
  return ms(deadline) - ms(now) < 180 * MINUTE ? sayLeft(deadline, now) : t('before', { time: sayTime(deadline, now) })
}

/** "刚刚", "5 分前", "3 时前", then the day: "昨天 17:20". */
export function sayAgo(at: Instant, now: Instant = Date.now()): string {
  const minutes = Math.floor((ms(now) - ms(at)) / MINUTE)
  if (minutes < 1) return t('justNow')
  if (minutes < 60) return t('ago', { time: sayDuration(minutes) })
  return sayTime(at, now)
}
