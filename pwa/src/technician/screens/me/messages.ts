import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '我的_派工', logOut: '退出登录', sunHint: '太阳底下看不清，就换“强光”。',
    unsentTitle: '还有 {n} 项没传', unsentHint: '退出不会丢，但要你本人再登录才接着传。最好等传完再退。', leaveAnyway: '还是退出', stay: '先不退',
  },
  {
    title: 'Me – Paigong', logOut: 'Log out', sunHint: 'Hard to read in the sun? Choose “Sunlight”.',
    unsentTitle: { one: '{n} item is not sent yet', other: '{n} items are not sent yet' }, unsentHint: 'Nothing is lost, but sending goes on only when you log in again. Better wait until all is sent.', leaveAnyway: 'Log out anyway', stay: 'Stay',
  },
)
