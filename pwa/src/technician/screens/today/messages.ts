import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '今日_派工', read: '{time} 同步过', never: '还没同步过', pips: '今天 {n} 单，干完 {done} 单', listToday: '今天的派工单', later: '之后',
    lacks: '车上缺 {n} 件{what}', lacksMore: '车上缺 {what}等 {n} 样', done: '干完 {n} 单', doneShow: '展开干完的', vehicles: '共 {n} 台', andMore: '等 {n} 台', unsentOf: '{n} 项没传',
    noneTitle: '今天没有单', noneHint: '派了单会出现在这里，没信号时也能看。', allDone: '今天的单都干完了', allDoneHint: '剩下的传完就可以收工。', look: '看看新单', newOrders: '有 {n} 单待接',
    firstTitle: '先连上网，把今天的单取下来', firstHint: '取下来以后，没信号也能一直干活。', again: '再试一次',
    actAccept: '看单接单，{name}', actContact: '联系{name}', actCheck: '核对物料，去{name}', actGo: '出发，去{name}', actArrive: '到了，{name}', actStart: '开工，{name}', actWork: '接着干，{name}',
  },
  {
    title: 'Today – Paigong', read: 'Synced {time}', never: 'Not synced yet', pips: '{n} visits today, {done} done', listToday: 'Visits of today', later: 'Later',
    lacks: 'Van lacks {n} × {what}', lacksMore: 'Van lacks {what} and more ({n})', done: { one: '{n} visit done', other: '{n} visits done' }, doneShow: 'Show what is done', vehicles: { one: '{n} vehicle', other: '{n} vehicles' }, andMore: 'of {n}', unsentOf: '{n} unsent',
    noneTitle: 'No visits today', noneHint: 'Dispatched visits show up here, also without signal.', allDone: 'All visits of today are done', allDoneHint: 'Once the rest is sent you can go home.', look: 'See new visits', newOrders: { one: '{n} visit to accept', other: '{n} visits to accept' },
    firstTitle: 'Connect once to fetch your day', firstHint: 'After that you can work without signal.', again: 'Try again',
    actAccept: 'Review: {name}', actContact: 'Call {name}', actCheck: 'Check load for {name}', actGo: 'Set off to {name}', actArrive: 'Arrived: {name}', actStart: 'Start: {name}', actWork: 'Continue: {name}',
  },
)
