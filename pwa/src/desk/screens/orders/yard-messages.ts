import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '同场多车', progress: '做完 {done} / {all} 台', accepted: '已验收 {n} 台', lead: '领班', did: '做了 {n} 台', add: '加一位师傅', who: '加谁', chooseWho: '选师傅', why: '为什么破例', send: '派他一起做', back: '算了', sent: '{name}也派过去了',
    clashes: '{n} 处两人记的不一样', now: '现在按', keep: '就维持“{value}”', at: '{time} 记的', take: '按选的定', settled: '定好了', settledBy: '{by}定了：{value}', note: '说明（可不写）', choose: '按哪个算',
    acceptances: '客户验收', signedFor: '{name}签了 {n} 台', noSign: '{n} 台没签字：{why}', signature: '签字', plates: '{list} 等 {n} 台',
  },
  {
    title: 'Many vehicles in one yard', progress: '{done} of {all} done', accepted: '{n} accepted', lead: 'lead', did: '{n} done', add: 'Send one more', who: 'Who', chooseWho: 'Choose a technician', why: 'Why an exception', send: 'Send to this list', back: 'Back', sent: '{name} is sent as well',
    clashes: { one: 'Recorded differently by two: {n}', other: 'Recorded differently by two: {n}' }, now: 'stands', keep: 'Keep “{value}”', at: 'recorded {time}', take: 'Settle so', settled: 'Settled', settledBy: 'settled by {by}: {value}', note: 'Note (optional)', choose: 'Which one holds',
    acceptances: 'Accepted by the customer', signedFor: '{name} signed for {n}', noSign: '{n} without signature: {why}', signature: 'Signature', plates: '{list} and more, {n} in all',
  },
)
