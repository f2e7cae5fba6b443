import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { morning: '{day}上午', afternoon: '{day}下午', otherTime: '他另说', noTime: '时间再定', day: '哪天', from: '几点起', to: '几点止', wrongSpan: '止的时间要晚于起的时间。' },
  { morning: '{day} morning', afternoon: '{day} afternoon', otherTime: 'Another time', noTime: 'Open', day: 'Day', from: 'From', to: 'Until', wrongSpan: 'The end must be after the beginning.' },
)
