import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { fees: '费用', free: '免费', open: '还差 {amount}', paid: '收齐了', signature: '签字', signed: '签好了', byLink: '已发链接，等客户签字' },
  { fees: 'Fees', free: 'Free', open: '{amount} open', paid: 'Paid', signature: 'Signature', signed: 'Signed', byLink: 'Link sent, to be signed' },
)
