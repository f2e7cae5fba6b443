import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '收款', export: '导出', outside: '在外面', late: '超期', waiting: '等确认 {n} 笔', balanced: '账是平的', unbalanced: '账不平，请找管理员', accounts: '各科目余额',
    holders: '谁手上有钱', allCentres: '全部中心', who: '人', centre: '中心', cash: '现金', digital: '扫码没到账', sum: '合计', oldest: '最早一笔', partner: '外协', people: '{n} 人',
    dayLate: '{day}，{over}', dueToday: '{day}，今天要交', handedIn: '{day}，已来交', handInRule: '收了钱，下个工作日下班前要交。超期的，本人和经理早上 8:30 会收到提醒。',
    noneHeld: '外面没有钱', noneHeldHint: '师傅收了客户的现金或扫码，还没交上来的，会列在这里。',
    take: '确认交款', place: '第 {i} 笔，共 {n} 笔', previous: '上一笔', next: '下一笔', handsOver: '{name}交 {sum}', reportedAt: '{centre}，{time} 在手机上报的',
    note: '{n} 元', loose: '零的', pieces: '{note}，几张', looseLabel: '零的，多少元', counted: '点出来', cashDue: '应交现金 {sum}', noCash: '都是扫码的，没有现金要点', same: '和应交一样', less: '少 {sum}', more: '多 {sum}', looseBad: '零的要写成金额，像 3.50',
    difference: '差的原因', differenceHint: '写明原因才能收，差额单独记账', accept: '收下 {sum}', giveBack: '退回', giveBackTo: '退回给{name}', reason: '为什么退回', reasonHint: '比如：少交一笔，请核对', cancel: '不退了',
    took: '收下了{name}交的 {sum}', gaveBack: '已退回给{name}', noneWaiting: '没有等确认的交款', noneWaitingHint: '师傅在手机上报交款，钱送到了，就在这里点清收下。', whoChanged: '这笔刚被别人处理过，已经换成最新的',
    ledger: '流水', ledgerOf: '{name}的流水', showAll: '看全部', more50: '再看前面的', noneBooked: '还没有流水', noneBookedHint: '收款、交款、到账，每一笔都会在这里留下。',
    fees: '费用确认', payment: '收款', remittance: '交款', bank: '到账', reversal: '冲销', entry: '记账', reversed: '已冲销', to: '到', onlyFinance: '交款由财务确认',
  },
  {
    title: 'Money', export: 'Export', outside: 'Outside', late: 'Overdue', waiting: { one: '{n} to confirm', other: '{n} to confirm' }, balanced: 'The books balance', unbalanced: 'The books do not balance: tell the administrator', accounts: 'Balances',
    holders: 'Who holds money', allCentres: 'All centres', who: 'Name', centre: 'Centre', cash: 'Cash', digital: 'Scanned', sum: 'Total', oldest: 'Oldest', partner: 'Partner', people: { one: '{n} person', other: '{n} people' },
    dayLate: '{day}, {over}', dueToday: '{day}, due today', handedIn: '{day}, handed in', handInRule: 'Money is handed in by the end of the next working day. Whoever is late is reminded at 8:30, and so is the manager.',
    noneHeld: 'No money outside', noneHeldHint: 'Cash and scanned payments that technicians have not handed in yet are listed here.',
    take: 'Confirm a remittance', place: '{i} of {n}', previous: 'Previous', next: 'Next', handsOver: '{name} hands in {sum}', reportedAt: '{centre}, reported by phone {time}',
    note: '¥{n}', loose: 'Loose', pieces: '{note} notes', looseLabel: 'Loose money in yuan', counted: 'Counted', cashDue: 'Cash due {sum}', noCash: 'All of it was scanned: no cash to count', same: 'As due', less: '{sum} short', more: '{sum} over', looseBad: 'Write loose money as an amount, like 3.50',
    difference: 'Why it differs', differenceHint: 'Needed to take the money; the difference is booked apart', accept: 'Take {sum}', giveBack: 'Return', giveBackTo: 'Return to {name}', reason: 'Why it goes back', reasonHint: 'For example: one payment is missing', cancel: 'Keep it',
    took: 'Took {sum} from {name}', gaveBack: 'Returned to {name}', noneWaiting: 'No remittance to confirm', noneWaitingHint: 'A technician reports a remittance on the phone; when the money arrives, count it and take it here.', whoChanged: 'Somebody else has just decided this one; the list is fresh now',
    ledger: 'Ledger', ledgerOf: 'Ledger of {name}', showAll: 'Show all', more50: 'Earlier ones', noneBooked: 'Nothing booked yet', noneBookedHint: 'Every payment, remittance and arrival in the bank leaves a line here.',
    fees: 'Fees', payment: 'Payment', remittance: 'Remittance', bank: 'In the bank', reversal: 'Reversal', entry: 'Entry', reversed: 'Reversed', to: 'to', onlyFinance: 'Remittances are confirmed by finance',
  },
)
