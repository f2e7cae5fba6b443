import { defineMessages } from '@shared/i18n/messages'

/** The words of the phone's shell. A screen has its own messages.ts. */
export const t = defineMessages(
  {
    tabs: '主菜单', today: '今日', unsent: '未上传', van: '车载库存', me: '我的', countUnsent: '{n} 项没上传',
    offline: '没信号，照常干活', trouble: '办公室系统没应，照常干活', full: '手机存满了，清点空间', notKept: '手机存满了，这一步没记下。删些照片视频，再记一次；前面记的都在。', shut: '手机里的记录打不开，现在记不下东西。关掉派工再打开；还不行打给调度。', unsentLeft: '{n} 项没传', sendingNow: '正在传 {n} 项', weak: '信号弱，正在一项项传', allSent: '都传到了',
    needsYou: '有 {n} 项被办公室退回，要你看一眼', look: '去看', newVisit: '来新单了：{name}', newVersion: '有新版本，随时可换', update: '换上', notLoaded: '这一页还没下到手机里，有信号时再点一次',
  },
  {
    tabs: 'Main menu', today: 'Today', unsent: 'Unsent', van: 'Van stock', me: 'Me', countUnsent: { one: '{n} item not sent', other: '{n} items not sent' },
    offline: 'No signal, carry on', trouble: 'Office not answering', full: 'Phone is full, free some space', notKept: 'The phone is full and this was not kept. Delete some pictures or videos, then do it again. All before it is safe.', shut: 'The phone’s memory does not open and nothing can be kept now. Close Paigong and open it again; if it stays, call your dispatcher.', unsentLeft: '{n} unsent', sendingNow: { one: 'Sending {n} item', other: 'Sending {n} items' }, weak: 'Weak signal, sending one by one', allSent: 'All sent',
    needsYou: { one: '{n} item was not taken and needs your eye', other: '{n} items were not taken and need your eye' }, look: 'Look', newVisit: 'New visit: {name}', newVersion: 'A new version is ready', update: 'Update', notLoaded: 'This screen is not on the phone yet. Press again with signal.',
  },
)
