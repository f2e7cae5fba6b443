import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { title: '来电', emptyTitle: '先问车牌', emptyHint: '车牌、终端号、IMEI、ICCID、电话都能查。' },
  { title: 'Calls', emptyTitle: 'Ask for the plate first', emptyHint: 'A plate, terminal number, IMEI, ICCID or phone number will do.' },
)
