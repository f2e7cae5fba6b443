import { defineMessages } from '../i18n/messages'

export const t = defineMessages(
  {
    yesterday: '昨天', today: '今天', tomorrow: '明天', dayAfter: '后天',
    sun: '周日', mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', sat: '周六',
    monthDay: '{month}月{day}日', yearMonthDay: '{year}年{month}月{day}日', nextWeekday: '下{weekday}',
    minutes: '{n} 分', hours: '{n} 时', hoursMinutes: '{h} 时 {m} 分', days: '{n} 天',
    arriveNow: '马上到', arriveIn: '{n} 分钟后到', arriveAt: '{time} 到',
    left: '剩 {time}', over: '超 {time}', before: '{time} 前',
    justNow: '刚刚', ago: '{time}前',
    metres: '{n} 米', kilometres: '{n} 公里',
  },
  {
    yesterday: 'yesterday', today: 'today', tomorrow: 'tomorrow', dayAfter: 'in 2 days',
    sun: 'Sun', mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat',
    monthDay: '{day} {monthName}', yearMonthDay: '{day} {monthName} {year}', nextWeekday: 'next {weekday}',
    minutes: '{n} min', hours: '{n} h', hoursMinutes: '{h} h {m} min', days: { one: '{n} day', other: '{n} days' },
    arriveNow: 'arriving now', arriveIn: { one: 'arrives in {n} minute', other: 'arrives in {n} minutes' }, arriveAt: 'arrives {time}',
    left: '{time} left', over: '{time} late', before: 'by {time}',
    justNow: 'just now', ago: '{time} ago',
    metres: '{n} m', kilometres: '{n} km',
  },
)
