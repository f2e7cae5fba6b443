import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '派工台', previousDay: '前一天', nextDay: '后一天', today: '今天', allCentres: '全部', centres: '服务中心', counts: '今天的数',
    lateSoon: '快超时', refused: '被拒', onWay: '在路上', onSite: '在现场', done: '完工', newOrder: '新工单',
    waiting: '待派', waitingN: '待派 {n}', urgentFirst: '急的在上', trayEmpty: '都派出去了', trayEmptyHint: '批准了的工单会在这里等派。', trayAct: '去接来电',
    noDeadline: '没定时间', by: '{time} 前', dragging: '正在拖', toApprove: '等批准的看这里',
    day: '师傅一天', onDuty: '{n} 人在岗', partner: '外协', noLanes: '这一天没有人上班', noLanesHint: '换一天看看，或者去看别的服务中心。', worksFrom: '{time} 上班', off: '不上班', free: '有空', offDuty: '下班了', declinedN: '拒了 1 单',
    added: '加 {n} 分', arrives: '{time} 到', ghost: '{name}：加 {n} 分，{time} 到。点一下就派', road: '路上 {n} 分', pause: '休息', now: '现在 {time}',
    hintKeys: '方向键选人，回车派单，', hintAll: '全部快捷键',
    who: '派给谁', about: '约 {n} 分', bring: '要带：', piece: '{name} {n}', promised: '约好 {window}', notPlaced: '地图上没找到这个地址，先按服务中心算路程',
    recommended: '推荐', sendTo: '派给{name}', call: '打电话', more: '另外 {n} 人也行', nobody: '没有人能去', nobodyHint: '换一天，或者写理由派给不行的人。',
    others: '另外 {n} 个为什么不行', overruleHint: '要派给不行的人，写一句理由', overruleTitle: '派给不行的人', overruleWho: '派给谁', overruleWhy: '为什么', overruleExample: '例：客户点名要他，料从库房带', overruleGo: '写好理由，派出去', back: '算了',
    sent: '{order} {time} 派给了{name}，已通知师傅', undone: '撤回了，{order} 回到待派', beaten: '{by} {time} 刚把这单派给了{name}，台面已更新。', choose: '选中 {order}',
    keyPick: '选第几个人', keyPerson: '上下选人', keyStrip: '上下选单', keySend: '派给选中的人', keyUndo: '撤销刚才的派单', keyOverrule: '派给不行的人', keyClose: '关上右边', keyDay: '前一天、后一天', keyNew: '新工单', dayPlan: '排班方案', keyPlan: '排班方案', fitIn: '看看怎么插进去', cannotCome: '他来不了',
    showDay: '看{day}的台面', visit: '这一趟', seeOrder: '看工单', takeBack: '撤回派单', planned: '计划', window: '预约', took: '路上 {n} 分', itemsN: '{n} 台车',
  },
  {
    title: 'Board', previousDay: 'Previous day', nextDay: 'Next day', today: 'Today', allCentres: 'All', centres: 'Service centres', counts: 'Counts of the day',
    lateSoon: 'Running out', refused: 'Refused', onWay: 'On the way', onSite: 'On site', done: 'Completed', newOrder: 'New order',
    waiting: 'Waiting', waitingN: 'Waiting {n}', urgentFirst: 'urgent first', trayEmpty: 'Everything is dispatched', trayEmptyHint: 'Approved orders wait here for somebody to go.', trayAct: 'Take a call',
    noDeadline: 'no time set', by: 'by {time}', dragging: 'dragging', toApprove: 'Orders waiting for approval',
    day: "Technicians' day", onDuty: { one: '{n} on duty', other: '{n} on duty' }, partner: 'Partner', noLanes: 'Nobody works on this day', noLanesHint: 'Look at another day or another centre.', worksFrom: 'from {time}', off: 'off today', free: 'free', offDuty: 'finished', declinedN: 'refused one',
    added: '+{n} min', arrives: 'at {time}', ghost: '{name}: {n} minutes more, there at {time}. Click to send', road: '{n} min drive', pause: 'break', now: 'now {time}',
    hintKeys: 'Arrows choose, Enter sends,', hintAll: 'all shortcuts',
    who: 'Who goes', about: 'about {n} min', bring: 'To bring: ', piece: '{name} {n}', promised: 'agreed {window}', notPlaced: 'The address is not on the map; distances count from the centre',
    recommended: 'Best', sendTo: 'Send {name}', call: 'Call', more: { one: '{n} more fits', other: '{n} more fit' }, nobody: 'Nobody can go', nobodyHint: 'Choose another day, or send somebody anyway with a reason.',
    others: 'Why not the other {n}', overruleHint: 'Send somebody else, with a reason', overruleTitle: 'Send somebody who does not fit', overruleWho: 'Who', overruleWhy: 'Why', overruleExample: 'e.g. the customer asked for him; parts from the warehouse', overruleGo: 'Send with this reason', back: 'Back',
    sent: '{name} goes to {order}, {time}; notified', undone: 'Taken back, {order} waits again', beaten: '{by} has just sent {name} ({time}). The board is up to date now.', choose: 'Choose {order}',
    keyPick: 'Choose by rank', keyPerson: 'Choose a person', keyStrip: 'Choose an order', keySend: 'Send the chosen person', keyUndo: 'Undo the last dispatch', keyOverrule: 'Send somebody who does not fit', keyClose: 'Close the panel', keyDay: 'Previous or next day', keyNew: 'New order', dayPlan: 'Day plan', keyPlan: 'Day plan', fitIn: 'See how it could fit in', cannotCome: 'He cannot come',
    showDay: 'Show {day}', visit: 'This visit', seeOrder: 'Open the order', takeBack: 'Take back', planned: 'Planned', window: 'Window', took: '{n} min drive', itemsN: { one: '{n} vehicle', other: '{n} vehicles' },
  },
)
