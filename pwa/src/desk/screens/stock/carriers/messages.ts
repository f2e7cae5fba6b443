import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    state: '到哪一步', open: '没办完', asked: '待报', filed: '已报', done: '已办好', refused: '没批', not_needed: '不用办', all: '全部', operator: '运营商', anyOperator: '都看',
    cmcc: '中国移动', ctcc: '中国电信', cucc: '中国联通', cbn: '中国广电', unknown: '不明', plug: '插拔卡', soldered: '贴片卡', phone: '手机卡', late: '只看超期', overdue: '超期', due: '最晚 {time}',
    card: 'SIM 卡', from: '原 IMEI', to: '新 IMEI', car: '车', who: '谁报的', ask: '没通电就报的', rebound: '现场自己重绑的', override: '口头批准先用', found: '完工时发现', word: '{who}（{how}）批的：{why}',
    install: '旧卡装新机', swap_device: '换机不换卡', swap_sim: '换卡不换机', swap_both: '换机又换卡', transfer: '移机', changed: '手机上是旧规则', limit: '本月次数用完', rebind_first: '先报再换', rebind_on_site: '现场重绑', never: '不能换', ask_office: '问办公室',
    none: '没有要办的卡', noneHint: '师傅换机不换卡，或把绑过的卡插进别的终端，就会到这里来。', noneOther: '没有符合的', pick: '选这条', pickAll: '全选这一页', picked: '选了 {n} 条', toXlsx: '导出 Excel', toCsv: '导出 CSV', exported: '导出了 {n} 条', mixed: '一次只导一家，先按运营商筛一下',
    markFiled: '报了', markDone: '办好了', markRefused: '没批', markNot: '不用办', note: '备注', noteHint: '比如：批次号、没批的原因', marked: '{n} 条：{state}', undone: '撤销了', more: '再看后面的', file: '文件 {name}', results: '读运营商结果文件', resultsSay: '办好 {done} 条，没批 {refused} 条', unknownCards: '不在任务里的卡 {n} 张', unclear: '看不出结果的 {n} 行', book: '照这样记下', drop: '不记',
  },
  {
    state: 'Step', open: 'Open', asked: 'To file', filed: 'Filed', done: 'Done', refused: 'Refused', not_needed: 'Not needed', all: 'All', operator: 'Carrier', anyOperator: 'All carriers',
    cmcc: 'China Mobile', ctcc: 'China Telecom', cucc: 'China Unicom', cbn: 'China Broadnet', unknown: 'Unknown', plug: 'plug-in', soldered: 'soldered', phone: 'phone SIM', late: 'Overdue only', overdue: 'Overdue', due: 'by {time}',
    card: 'SIM card', from: 'Old IMEI', to: 'New IMEI', car: 'Vehicle', who: 'Asked by', ask: 'Asked before power-on', rebound: 'Rebound on site', override: 'In use on a word', found: 'Found on finishing', word: 'Allowed by {who} ({how}): {why}',
    install: 'Used SIM, new terminal', swap_device: 'Terminal swapped, SIM kept', swap_sim: 'SIM swapped', swap_both: 'Both swapped', transfer: 'Transfer', changed: 'Phone had an older rule', limit: 'Month used up', rebind_first: 'Rebind first', rebind_on_site: 'Rebind on site', never: 'Never moves', ask_office: 'Ask the office',
    none: 'No card to rebind', noneHint: 'A kept SIM in a new terminal, or a used one in another, comes here.', noneOther: 'None fits', pick: 'Choose', pickAll: 'Choose this page', picked: '{n} chosen', toXlsx: 'Export Excel', toCsv: 'Export CSV', exported: { one: '{n} exported', other: '{n} exported' }, mixed: 'One carrier at a time: choose the carrier first',
    markFiled: 'Filed', markDone: 'Done', markRefused: 'Refused', markNot: 'Not needed', note: 'Note', noteHint: 'Batch number, why refused …', marked: '{n}: {state}', undone: 'Taken back', more: 'More', file: 'File {name}', results: 'Read the carrier’s result file', resultsSay: '{done} done, {refused} refused', unknownCards: { one: '{n} card without a task', other: '{n} cards without a task' }, unclear: '{n} rows with no clear result', book: 'Book these', drop: 'Leave it',
  },
)
