import { defineMessages } from '@shared/i18n/messages'
import type { ChipKind } from '@shared/ui/PgChip.vue'

export const t = defineMessages(
  {
    issue: '领料', return: '退料', transfer: '调拨', receipt: '收货', all: '全部', filter: '看哪种单', open: '在途', list: '单据', none: '还没有单据', noneHint: '发料、退料、调拨、收货，每一次都留一张单。', more: '再看前面的', choose: '选一张单，或开一张新的', chooseHint: '领料从仓库发到师傅车上，退料收回来，调拨在两台车或两个仓库之间。',
    to: '发给谁', from: '谁退的', giver: '从哪里', taker: '到哪里', person: '选师傅', place: '选地方', scan: '扫终端或卡，也可以手输', note: '备注', noteHint: '比如：明天坪山的活', dayUnit: '天', suggest: '按明天的活配', suggestDays: '按今后 {n} 天的活配', suggested: '配了 {n} 件，{visits} 张派工单要用', nothingLacks: '车上的够用，不用补', lacks: '仓库不够：{what}', emptyTitle: '扫一个码就开始', emptyHint: '也可以按明天的活自动配。', emptyPlain: '扫终端或卡；配件在上面选。',
    doIssue: '发 {n} 件给{name}', doReturn: '收回 {n} 件', doTransfer: '调拨 {n} 件', who: '选好人和东西', clear: '清空', vanRule: '两个人当面交接，马上算到对方车上；对方没拿到就撤销。', storeRule: '发出去算在途，对方仓库点了“到货”才进账。',
    done: '{no} 已记账', undo: '撤销', undoWhy: '为什么撤销', undoExample: '比如：发错人了', undoReceipt: '为什么撤销（东西从账上拿掉，号码以后可以再收）', undoReceiptExample: '比如：收错了仓库', undone: '{no} 已撤销', arrive: '到货，全部收下', arriveSome: '收下勾选的', arrived: '{no} 到货已记', giveUp: '没到的报丢', giveUpWhy: '为什么报丢', giveUpExample: '比如：快递丢件，已索赔', lost: '{no} 没到的已报丢',
    lines: '{n} 样', left: '还没到 {n}', madeBy: '{name}，{time}', endedBy: '{name}，{time}：{note}', slip: '打印',
  },
  {
    issue: 'Issue', return: 'Return', transfer: 'Transfer', receipt: 'Receipt', all: 'All', filter: 'Which papers', open: 'On the road', list: 'Papers', none: 'No papers yet', noneHint: 'Every issue, return, transfer and receipt leaves a paper.', more: 'Earlier ones', choose: 'Choose a paper or start a new one', chooseHint: 'An issue goes from the warehouse onto a van, a return comes back, a transfer goes between two vans or two warehouses.',
    to: 'To whom', from: 'From whom', giver: 'From', taker: 'To', person: 'Choose a technician', place: 'Choose a place', scan: 'Scan or type a terminal or a card', note: 'Note', noteHint: "For example: tomorrow's work in Pingshan", dayUnit: 'days', suggest: "By tomorrow's visits", suggestDays: 'By the visits of {n} days', suggested: { one: '{n} piece for {visits} visits', other: '{n} pieces for {visits} visits' }, nothingLacks: 'The van has what it needs', lacks: 'The warehouse lacks: {what}', emptyTitle: 'Scan a code to begin', emptyHint: "Or take what tomorrow's visits need.", emptyPlain: 'Scan terminals and cards; choose parts above.',
    doIssue: { one: 'Issue {n} piece to {name}', other: 'Issue {n} pieces to {name}' }, doReturn: { one: 'Take back {n} piece', other: 'Take back {n} pieces' }, doTransfer: { one: 'Transfer {n} piece', other: 'Transfer {n} pieces' }, who: 'Choose whom and what', clear: 'Clear', vanRule: 'Handed over in person, it counts as on the other van at once; undo it if it was not handed over.', storeRule: 'It is on the road until the other warehouse confirms its arrival.',
    done: '{no} booked', undo: 'Undo', undoWhy: 'Why is it undone', undoExample: 'For example: wrong technician', undoReceipt: 'Why is it undone? The things leave the books; their numbers can be received again', undoReceiptExample: 'For example: wrong warehouse', undone: '{no} undone', arrive: 'Arrived, take all', arriveSome: 'Take the ticked ones', arrived: 'Arrival of {no} booked', giveUp: 'Give up the rest', giveUpWhy: 'Why is it given up', giveUpExample: 'For example: lost by the courier', lost: 'The rest of {no} is lost',
    lines: { one: '{n} line', other: '{n} lines' }, left: '{n} to come', madeBy: '{name}, {time}', endedBy: '{name}, {time}: {note}', slip: 'Print',
  },
)
export const kindOf = (kind: string): string => t(kind === 'issue' || kind === 'return' || kind === 'transfer' ? kind : 'receipt')
export const chipOf = (state: string): ChipKind => (state === 'in_transit' ? 'move' : state === 'lost' ? 'late' : state === 'undone' ? 'plan' : 'done')
