import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { title: '车型和监管', lead: '哪些车型是监管车辆（两客一危、半挂牵引车、12 吨以上重货等）。改了以后，照车型来的车马上跟着改，单独写过原因的不动。', readOnly: '只有管理员能改。', on: '监管', off: '不监管', turn: '{name}是不是监管车辆', changed: '{name}改好了', words: '也叫：' },
  { title: 'Vehicle types', lead: 'Which types are regulated (coaches, dangerous goods, tractors, trucks of 12 t and more). Vehicles that follow their type change at once; those set by hand with a reason stay.', readOnly: 'Only the administrator changes them.', on: 'regulated', off: 'not regulated', turn: 'Whether {name} is regulated', changed: '{name} changed', words: 'also: ' },
)
