import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { title: '派工', line: '谁去、几点到、修好没有，都在这里。', help: '忘了密码，找管理员重设。' },
  { title: 'Paigong', line: 'Who goes, when they arrive, and whether it works.', help: 'Forgot your password? Ask your administrator to reset it.' },
)
