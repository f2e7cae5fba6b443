import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { edit: '改', on: '开着', off: '关着', turnOn: '打开', turnOff: '关上', turnedOn: '已打开', turnedOff: '已关上', changed: '已改好', headquarters: '总部的' },
  { edit: 'Edit', on: 'On', off: 'Off', turnOn: 'Switch on', turnOff: 'Switch off', turnedOn: 'Switched on', turnedOff: 'Switched off', changed: 'Changed', headquarters: 'Set by headquarters' },
)
