import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { title: '登录_派工', hello: '师傅，开工了', line: '登录一次，之后没信号也能用。', help: '忘了密码，给调度打个电话。', left: '{name}还有 {n} 项没传，好好地在这部手机里。本人登录就接着传。', leftSomebody: '这部手机里还有 {n} 项没传，本人登录就接着传。' },
  { title: 'Log in – Paigong', hello: 'Ready for work', line: 'Log in once; after that it works without signal.', help: 'Forgot your password? Call your dispatcher.', left: { one: '{name} has {n} unsent item, safe on this phone. It is sent when {name} signs in.', other: '{name} has {n} unsent items, safe on this phone. They are sent when {name} signs in.' }, leftSomebody: { one: '{n} unsent item is safe on this phone and is sent when its owner signs in.', other: '{n} unsent items are safe on this phone and are sent when their owner signs in.' } },
)
