import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '我的_派工', logOut: '退出登录', sunHint: '太阳底下看不清，就换“强光”。',
    unsentTitle: '还有 {n} 项没传', unsentHint: '退出不会丢，但要你本人再登录才接着传。最好等传完再退。', leaveWaiting: '{n} 项等着传，带 {photos} 张照片和签字', leaveWords: '{n} 项等着传', leaveRefused: '{n} 项被办公室退回，要你看一眼', leaveKept: '退出不会丢，你本人再登录还看得到。', leaveAway: '现在连不上办公室：退出以后，没信号就登不回来。', leaveSent: '都传完了，可以退了', sendNow: '现在传', sendingNow: '正在传', takeFile: '导出救急文件', keeps: '传完的单子和照片在手机里留 {n} 天，之后自动清掉。没传的永远不清。', leaveAnyway: '还是退出', stay: '先不退', seeUnsent: '看看是什么',
    money: '手上的钱', noMoney: '手上没有要交的钱', noMoneyHint: '收了客户的钱，会记在这里。', since: '{time} 收的起', due: '{time} 前交', late: '超时了：{time} 前该交', cash: '现金', digital: '扫码', submitted: '交了，等财务点',
    handIn: '交款 {money}', handInTitle: '交款', how: '交哪些', all: '全部', cashOnly: '只交现金', allHint: '现金 {cash}，扫码 {digital}', allCash: '全是现金', allDigital: '全是扫码收的', cashHint: '扫码的 {digital} 以后再交',
    note: '留句话给财务（可不写）', noteHint: '比如：放在前台张姐那里', bring: '现金带到中心，财务当面点，点完才算交清。', noBring: '扫码收的不用带钱，财务对账就行。', offline: '没信号也能交，先记在手机里，有信号自己传。', confirm: '交 {money}', done: '记下了：交 {money}，等财务点',
    payments: '收的钱', count: '{n} 笔', more: '全部 {n} 笔', less: '收起', unsent: '还没传', handed: '已交', history: '交过的款', noHistory: '还没交过款',
    stSubmitted: '等财务点', stConfirmed: '收下了', stReturned: '退回来了', cashOf: '现金 {money}', over: '多 {money}', short: '少 {money}', wallet: '钱还没取到，有信号再看。',
    look: '显示',
  },
  {
    title: 'Me – Paigong', logOut: 'Log out', sunHint: 'Hard to read in the sun? Choose Sunlight.',
    unsentTitle: { one: '{n} item is not sent yet', other: '{n} items are not sent yet' }, unsentHint: 'Nothing is lost, but sending goes on only when you log in again. Better wait until all is sent.', leaveWaiting: { one: '{n} item to be sent, with {photos} photos and signatures', other: '{n} items to be sent, with {photos} photos and signatures' }, leaveWords: { one: '{n} item to be sent', other: '{n} items to be sent' }, leaveRefused: { one: '{n} item not taken by the office, needs your eye', other: '{n} items not taken by the office, need your eye' }, leaveKept: 'Nothing is lost; you see it again when you log in.', leaveAway: 'The office cannot be reached: once logged out, you cannot log in again without signal.', leaveSent: 'All is sent, you can go', sendNow: 'Send now', sendingNow: 'Sending', takeFile: 'Export rescue file', keeps: { one: 'Visits and photos that have arrived stay here for {n} day, then they are cleared. What is unsent never is.', other: 'Visits and photos that have arrived stay here for {n} days, then they are cleared. What is unsent never is.' }, leaveAnyway: 'Log out anyway', stay: 'Stay', seeUnsent: 'See what it is',
    money: 'Money on you', noMoney: 'No money to hand in', noMoneyHint: 'What customers pay you shows up here.', since: 'since {time}', due: 'Hand in before {time}', late: 'Overdue, was due before {time}', cash: 'Cash', digital: 'Scanned', submitted: 'Handed in, being counted',
    handIn: 'Hand in {money}', handInTitle: 'Hand in', how: 'What', all: 'All of it', cashOnly: 'Cash only', allHint: '{cash} cash, {digital} scanned', allCash: 'All in cash', allDigital: 'All scanned', cashHint: '{digital} scanned stays for later',
    note: 'A word to finance (optional)', noteHint: 'Left with Ms Zhang, say', bring: 'Bring the cash to the centre. It is settled once finance has counted it with you.', noBring: 'Scanned money needs no bringing: finance checks the statement.', offline: 'Works without signal: kept on the phone and sent later.', confirm: 'Hand in {money}', done: 'Noted: {money} handed in, finance will count',
    payments: 'Payments', count: { one: '{n} payment', other: '{n} payments' }, more: 'All {n}', less: 'Fewer', unsent: 'Not sent yet', handed: 'Handed in', history: 'Past hand-ins', noHistory: 'Nothing handed in yet',
    stSubmitted: 'Being counted', stConfirmed: 'Received', stReturned: 'Sent back', cashOf: '{money} in cash', over: '{money} over', short: '{money} short', wallet: 'Money not read yet. Look again with signal.',
    look: 'Display',
  },
)
