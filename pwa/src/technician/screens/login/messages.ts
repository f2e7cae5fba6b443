import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { title: '登录_派工', hello: '师傅，开工了', line: '登录一次，之后没信号也能用。', help: '忘了密码，给调度打个电话。' },
  { title: 'Log in – Paigong', hello: 'Ready for work', line: 'Log in once; after that it works without signal.', help: 'Forgot your password? Call your dispatcher.' },
)
