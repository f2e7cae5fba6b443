import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '车辆清单_{name}', back: '回派工单', head: '车辆清单', all: '全部', todo: '未做', done: '做完', mine: '我做的', which: '看哪些车', progress: '做完 {done} / {all} 台', signed: '已验收 {n} 台',
    tail: '车牌后几位', none: '没有这样的车', me: '我', crew: '同做这张清单', doneBy: '{name}做的', begun: '在做', waits: '挂起：{why}', waitsBare: '挂起', accepted: '已验收', more: '再看 {n} 台',
    burst: '连扫', accept: '客户验收', chooseHint: '点选这次验收的车', chosen: '选了 {n} 台', every: '全选', nobody: '全不选', sign: '请客户签 {n} 台', stop: '不验收了', nothing: '还没有做完待验收的车',
    go: '接着做', leave: '我先收工，剩下 {n} 台留给同伴', clashOpen: '{plate} 的“{what}”两人记的不一样，等调度定', clashSettled: '{plate} 的“{what}”{by}定了：{value}', said: '{by}：{value}', signTitle: '验收 {n} 台车',
  },
  {
    title: 'Vehicles – {name}', back: 'Back to the visit', head: 'Vehicle list', all: 'All', todo: 'To do', done: 'Done', mine: 'Mine', which: 'Which vehicles', progress: '{done} of {all} done', signed: '{n} accepted',
    tail: 'End of the plate', none: 'No such vehicle', me: 'me', crew: 'On this list', doneBy: 'by {name}', begun: 'begun', waits: 'Waits: {why}', waitsBare: 'Waits', accepted: 'accepted', more: 'Show {n} more',
    burst: 'Burst scan', accept: 'Acceptance', chooseHint: 'Choose what is accepted now', chosen: '{n} chosen', every: 'Choose all', nobody: 'Choose none', sign: 'Customer signs for {n}', stop: 'Not now', nothing: 'Nothing done waits for acceptance',
    go: 'Go on', leave: 'I stop here and leave {n} to my mates', clashOpen: '{plate}: “{what}” was recorded differently by two; the dispatcher decides', clashSettled: '{plate}: “{what}” settled by {by}: {value}', said: '{by}: {value}', signTitle: 'Acceptance of {n} vehicles',
  },
)
