import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { keys: '车牌键盘', back: '退一格', clear: '清空', plate: '车牌', odd: '没有这样的车牌，再看一眼', hint: '先点省份' },
  { keys: 'Plate keyboard', back: 'Delete one', clear: 'Clear', plate: 'Plate', odd: 'No plate looks like this, look again', hint: 'Province first' },
)
