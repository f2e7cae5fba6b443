import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '车载库存_派工', head: '车载库存', seen: '{time} 对过', find: '终端号、卡号、配件名', findLabel: '在车上找', clear: '清空', scan: '扫码找',
    show: '看哪一类', all: '全部', devices: '终端', sims: '卡', parts: '配件', returns: '要退的',
    terminals: '终端', cards: 'SIM 卡', back: '旧件要退', ofDevices: '{n} 台', ofSims: '{n} 张', ofParts: '{n} 种', out: '没了', each: '单价 {money}',
    cmcc: '中国移动', cucc: '中国联通', ctcc: '中国电信', cbn: '中国广电', other: '其他卡', plug: '插拔卡', soldered: '贴片卡', phone: '手机卡', imei: 'IMEI', tel: '号码',
    label: '返修标签', labelNo: '标签 {no}', daysOn: '车上 {n} 天', sinceToday: '今天拆的', lossAsked: '报丢待批', noFault: '没记故障', takenOut: '{time} 拆下', printLabel: '打印返修标签', printHint: '打印要有信号；没信号时照着抄在标签上。',
    factory: '返厂：交仓库，贴好返修标签', warehouse: '退回仓库', scrap: '报废：交仓库统一处理', customer: '客户留下：还给客户', elsewhere: '去处待定：问仓库',
    noneTitle: '车上还没有东西', noneHint: '仓库发给你的终端、卡和配件会列在这里。', notFound: '车上没有“{text}”', notFoundHint: '看看数字对不对，只打后几位也行。', noKind: '这一类车上没有',
    firstTitle: '还没取到库存', firstHint: '有信号时打开一次，以后没信号也能看。', again: '再试一次', copied: '已复制 {number}', copy: '复制 {number}',
  },
  {
    title: 'Van stock – Paigong', head: 'Van stock', seen: 'checked {time}', find: 'Terminal, SIM or part', findLabel: 'Find on the van', clear: 'Clear', scan: 'Scan to find',
    show: 'Show', all: 'All', devices: 'Terminals', sims: 'SIMs', parts: 'Parts', returns: 'Returns',
    terminals: 'Terminals', cards: 'SIM cards', back: 'Old things to return', ofDevices: '{n}', ofSims: '{n}', ofParts: { one: '{n} kind', other: '{n} kinds' }, out: 'None left', each: '{money} each',
    cmcc: 'China Mobile', cucc: 'China Unicom', ctcc: 'China Telecom', cbn: 'China Broadnet', other: 'Other SIMs', plug: 'plug-in', soldered: 'soldered', phone: 'phone SIM', imei: 'IMEI', tel: 'Number',
    label: 'Return label', labelNo: 'Label {no}', daysOn: { one: '{n} day on the van', other: '{n} days on the van' }, sinceToday: 'since today', lossAsked: 'loss to approve', noFault: 'no fault noted', takenOut: 'taken out {time}', printLabel: 'Print return label', printHint: 'Printing needs signal; without it copy this onto a label.',
    factory: 'To the factory: hand in at the warehouse, with return label', warehouse: 'Back to the warehouse', scrap: 'Scrap: hand in at the warehouse', customer: 'Customer keeps it: give it back', elsewhere: 'Not decided yet: ask the warehouse',
    noneTitle: 'Nothing on the van yet', noneHint: 'Terminals, SIMs and parts that the warehouse gives you are listed here.', notFound: 'No “{text}” on the van', notFoundHint: 'Check the digits; the last few are enough.', noKind: 'None of these on the van',
    firstTitle: 'Stock not read yet', firstHint: 'Open it once with signal; after that it works without.', again: 'Try again', copied: '{number} copied', copy: 'Copy {number}',
  },
)

const operators = ['cmcc', 'cucc', 'ctcc', 'cbn'] as const
const cardTypes = ['plug', 'soldered', 'phone'] as const
const places = ['factory', 'warehouse', 'scrap', 'customer'] as const

export const operatorWord = (code: string): string => t(operators.find((one) => one === code) ?? 'other')
export const cardWord = (code: string): string => { const known = cardTypes.find((one) => one === code); return known ? t(known) : '' }
/** Where a thing that came off a vehicle must go (R33). */
export const returnWord = (place: string): string => t(places.find((one) => one === place) ?? 'elsewhere')
