import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '今日_派工', read: '{time} 对过', pips: '今天 {n} 单，干完 {done} 单', listToday: '今天的派工单', later: '之后',
    lacks: '车上缺 {n} 件{what}', lacksMore: '车上缺 {what}等 {n} 样', done: '干完 {n} 单', andMore: '等 {n} 台', unsentOf: '{n} 项没传',
    noneTitle: '今天没有单', noneHint: '派了单会出现在这里，没信号时也能看。', allDone: '今天的单都干完了', allDoneHint: '剩下的传完就可以收工。',
    firstTitle: '先连上网，把今天的单取下来', firstHint: '取下来以后，没信号也能一直干活。', again: '再试一次',
    actAccept: '看单接单，{name}', actContact: '联系{name}', actCheck: '核对物料，去{name}', actGo: '出发，去{name}', actArrive: '到了，{name}', actStart: '开工，{name}', actWork: '接着干，{name}',
  },
  {
    title: 'Today – Paigong', read: 'Checked {time}', pips: '{n} visits today, {done} done', listToday: 'Visits of today', later: 'Later',
    lacks: 'Van lacks {n} × {what}', lacksMore: 'Van lacks {what} and more ({n})', done: { one: '{n} visit done', other: '{n} visits done' }, andMore: 'of {n}', unsentOf: '{n} unsent',
    noneTitle: 'No visits today', noneHint: 'Dispatched visits show up here, also without signal.', allDone: 'All visits of today are done', allDoneHint: 'Once the rest is sent you can go home.',
    firstTitle: 'Connect once to fetch your day', firstHint: 'After that you can work without signal.', again: 'Try again',
    actAccept: 'Review: {name}', actContact: 'Call {name}', actCheck: 'Check load for {name}', actGo: 'Set off to {name}', actArrive: 'Arrived: {name}', actStart: 'Start: {name}', actWork: 'Continue: {name}',
  },
)
