import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { fees: '费用', free: '免费', open: '还差 {amount}', paid: '收齐了', signature: '签字', signed: '签好了' },
  { fees: 'Fees', free: 'Free', open: '{amount} open', paid: 'Paid', signature: 'Signature', signed: 'Signed' },
)
