import { defineMessages } from '@shared/i18n/messages'
import { locale } from '@shared/i18n/locale'
import type { ChipKind } from '@shared/ui/PgChip.vue'

export const t = defineMessages(
  {
    removed: '旧件', returns: '返厂', whose: '在谁那儿', everybody: '全部', storeOf: '{centre}仓库', store: '仓库', partner: '外协 {name}', lateOf: '{n} 件超期', oldest: '最久 {n} 天', pieces: '{n} 件',
    list: '旧件清单', open: '未了结', loss_asked: '报丢待批', ended: '已了结', state: '状态', where: '在哪儿', anywhere: '任何地方', find: '号码、车牌、标签、工单', exportList: '导出', more: '再看后面的',
    none: '没有旧件', noneHint: '从车上拆下的终端、卡和配件都列在这里，直到入库、返厂、报废或有别的了结。', noneFound: '没有符合的旧件', noneFoundHint: '换个条件，或只打号码的后几位。',
    number: '号码', plate: '车牌', fault: '故障', place: '在', age: '天数', must: '应去', label: '标签', days: '{n} 天', today: '今天', late: '超期', very_late: '严重超期', limit: '留车期限', limitDays: '{n} 天', limitHint: '超过的变黄，超过两倍的变红', setLimit: '改',
    device: '终端', sim: '卡', part: '配件', van: '车上', vanOf: '{name}的车', warehouse: '仓库', transit: '在途', factory: '厂家', scrap: '报废', vehicle: '装在车上', customer: '客户留下', lost: '遗失',
    toWarehouse: '退仓库', toFactory: '返厂', toScrap: '报废', toCustomer: '客户留下', toVan: '留车备用', restocked: '已重新入库', endFactory: '已寄回厂家', scrapped: '已报废', endCustomer: '客户留下', endLost: '已报丢', endMistaken: '号码读错',
    receive: '收到仓库', restock: '重新入库', doScrap: '报废', doCustomer: '客户留下', report_loss: '报丢失', undo: '撤销', approve: '批准报丢', refuse: '不批，接着找', lossWhy: '怎么丢的', lossExample: '比如：高速服务区车窗被砸', lossBy: '{name} 报的：{why}', loseNow: '报丢失',
    done_receive: '收到仓库了', done_restock: '重新入库了', done_scrap: '报废了', done_customer: '记为客户留下', done_report_loss: '已报丢，等经理批', done_undo: '撤销了', approved: '批准了', refusedLoss: '没批，接着找',
    print: '打印返修标签', imei: 'IMEI', tel: '号码', order: '工单', takenOut: '{time} {name} 拆下', endedBy: '{time} {name} 了结', history: '走过的路', ways: '返厂记录', close: '关上', inBatch: '在返厂批次 {no}', newNo: '换成 {no}', result: '结果', waiting: '等厂家',
    repaired: '修好', replaced: '换新', refused_back: '不修退回', refused_scrap: '厂家建议报废', claim: '索赔', granted: '批了 {money}', refusedClaim: '没批', claimOpen: '等答复', booked: '入账', note: '备注', register: '登记旧件', registerHint: '拆下时没记的，或有序列号的旧配件',
    chooseKind: '是什么', which: '哪种配件', symptom: '故障现象', bound: '应去', handedBy: '在哪儿', save: '登记', cancel: '算了', registered: '登记了', next: '下一件', previous: '上一件',
    batches: '批次', newBatch: '新批次', centre: '中心', factoryName: '厂家', address: '地址', carrier: '承运商', parcel: '快递单号', noBatches: '还没有返厂批次', noBatchesHint: '把收到仓库的故障终端装成一批，寄回厂家；修好、换新都在这里登记。', create: '建批次', edit: '改地址和单号', saveEdit: '保存', saved: '保存了',
    batch_open: '待寄', batch_sent: '已寄出', batch_partly_back: '部分返回', batch_closed: '已结清', batch_cancelled: '已作废', backOf: '{back}/{n} 返回', allBatches: '全部', send: '寄出', unsend: '撤回寄出', arrive: '厂家签收', cancelBatch: '作废', packing: '装箱单', sentAt: '{time} 寄出', arrivedAt: '{time} 签收', credited: '赔付 {money}',
    done_send: '寄出了', done_unsend: '撤回了', done_arrive: '记为签收', done_cancel: '作废了', addLines: '装入旧件', candidates: '仓库里要返厂的', noCandidates: '仓库里没有要返厂的旧件', noCandidatesHint: '先在“旧件”里点“收到仓库”。', addChosen: '装入 {n} 台', withClaim: '保修索赔', drop: '取出', seq: '序号', empty: '批次里还没有旧件', emptyHint: '从右上角装入。',
    enter: '登记结果', newTerminal: '新终端号', newImei: '新 IMEI', amount: '赔付金额（元）', badAmount: '金额最多两位小数', claimResult: '索赔结果', claimGranted: '批了', saveResult: '登记', entered: '登记了', undoResult: '撤销结果', undidResult: '撤销了，重新登记',
    w_install: '装车', w_swap_device: '换机', w_swap_sim: '换卡', w_swap_both: '换机换卡', w_remove: '拆机', w_transfer: '移机', w_issue: '领料', w_return: '退料', w_removed_received: '收到仓库', w_removed_restocked: '重新入库', w_removed_scrapped: '报废', w_removed_customer: '客户留下', w_removed_lost: '报丢', w_removed_undone: '撤销', w_removed_registered: '登记入账',
    w_factory_sent: '寄出', w_factory_unsent: '撤回寄出', w_factory_arrived: '厂家签收', w_factory_back: '厂家返回', w_factory_undone: '撤销返厂结果', w_factory_scrapped: '厂家建议报废', w_factory_replacement: '厂家换新', w_undo: '撤销', w_other: '变动',
  },
  {
    removed: 'Removed parts', returns: 'To factory', whose: 'Who has them', everybody: 'All', storeOf: '{centre} store', store: 'Store', partner: 'Partner {name}', lateOf: '{n} late', oldest: 'oldest {n} d', pieces: '{n}',
    list: 'Removed parts', open: 'Open', loss_asked: 'Loss to approve', ended: 'Ended', state: 'State', where: 'Where', anywhere: 'Anywhere', find: 'Number, plate, label, order', exportList: 'Export', more: 'More',
    none: 'No removed parts', noneHint: 'Terminals, SIMs and parts taken out of vehicles stay here until they are restocked, returned to the factory, scrapped or ended otherwise.', noneFound: 'Nothing fits', noneFoundHint: 'Change the filter, or type the last digits only.',
    number: 'Number', plate: 'Plate', fault: 'Fault', place: 'Is', age: 'Age', must: 'Must go', label: 'Label', days: '{n} d', today: 'today', late: 'late', very_late: 'very late', limit: 'Limit on a van', limitDays: { one: '{n} day', other: '{n} days' }, limitHint: 'Amber past it, red past twice that', setLimit: 'Change',
    device: 'Terminal', sim: 'SIM', part: 'Part', van: 'On a van', vanOf: 'Van of {name}', warehouse: 'Store', transit: 'On its way', factory: 'Factory', scrap: 'Scrapped', vehicle: 'In a vehicle', customer: 'Customer', lost: 'Lost',
    toWarehouse: 'To the store', toFactory: 'To the factory', toScrap: 'To be scrapped', toCustomer: 'Customer keeps it', toVan: 'Stays on the van', restocked: 'Restocked', endFactory: 'Returned to factory', scrapped: 'Scrapped', endCustomer: 'Kept by the customer', endLost: 'Lost', endMistaken: 'Misread number',
    receive: 'Take in', restock: 'Restock', doScrap: 'Scrap', doCustomer: 'Customer keeps it', report_loss: 'Report lost', undo: 'Undo', approve: 'Approve the loss', refuse: 'Refuse, keep looking', lossWhy: 'How it was lost', lossExample: 'For example: van broken into at a service area', lossBy: '{name} says: {why}', loseNow: 'Report lost',
    done_receive: 'Taken in', done_restock: 'Restocked', done_scrap: 'Scrapped', done_customer: 'Noted: the customer keeps it', done_report_loss: 'Reported; the manager is to approve', done_undo: 'Undone', approved: 'Approved', refusedLoss: 'Refused; keep looking',
    print: 'Print return label', imei: 'IMEI', tel: 'Number', order: 'Order', takenOut: 'Taken out {time} by {name}', endedBy: 'Ended {time} by {name}', history: 'Its way', ways: 'Returns to the factory', close: 'Close', inBatch: 'In batch {no}', newNo: 'replaced by {no}', result: 'Result', waiting: 'waiting',
    repaired: 'Repaired', replaced: 'Replaced', refused_back: 'Sent back as it was', refused_scrap: 'Not worth repair, scrap', claim: 'Claim', granted: 'granted {money}', refusedClaim: 'refused', claimOpen: 'no answer yet', booked: 'Into the books', note: 'Note', register: 'Register one', registerHint: 'Not recorded when taken out, or an old part with a serial',
    chooseKind: 'What is it', which: 'Which part', symptom: 'Fault', bound: 'Must go', handedBy: 'Where is it', save: 'Register', cancel: 'Cancel', registered: 'Registered', next: 'Next', previous: 'Previous',
    batches: 'Batches', newBatch: 'New batch', centre: 'Centre', factoryName: 'Factory', address: 'Address', carrier: 'Carrier', parcel: 'Parcel number', noBatches: 'No batches yet', noBatchesHint: 'Pack faulty terminals from the store and send them to the factory; repaired or replaced, the results are entered here.', create: 'Open the batch', edit: 'Address and parcel', saveEdit: 'Save', saved: 'Saved',
    batch_open: 'Packing', batch_sent: 'Sent', batch_partly_back: 'Partly back', batch_closed: 'Closed', batch_cancelled: 'Called off', backOf: '{back}/{n} back', allBatches: 'All', send: 'Send', unsend: 'Undo sending', arrive: 'Arrived at factory', cancelBatch: 'Call off', packing: 'Packing list', sentAt: 'sent {time}', arrivedAt: 'arrived {time}', credited: '{money} credited',
    done_send: 'Sent', done_unsend: 'Sending undone', done_arrive: 'Noted as arrived', done_cancel: 'Called off', addLines: 'Add', candidates: 'In the store, for the factory', noCandidates: 'Nothing in the store is for the factory', noCandidatesHint: 'Press “Take in” under Removed parts first.', addChosen: 'Add {n}', withClaim: 'Warranty claim', drop: 'Take out', seq: 'No.', empty: 'Nothing in this batch yet', emptyHint: 'Add from the top right.',
    enter: 'Enter result', newTerminal: 'New terminal number', newImei: 'New IMEI', amount: 'Credited (yuan)', badAmount: 'At most two decimals', claimResult: 'Claim', claimGranted: 'Granted', saveResult: 'Enter', entered: 'Entered', undoResult: 'Undo the result', undidResult: 'Undone; enter it again',
    w_install: 'installed', w_swap_device: 'terminal swapped', w_swap_sim: 'SIM swapped', w_swap_both: 'both swapped', w_remove: 'removed', w_transfer: 'transferred', w_issue: 'issued', w_return: 'returned', w_removed_received: 'taken in', w_removed_restocked: 'restocked', w_removed_scrapped: 'scrapped', w_removed_customer: 'customer keeps it', w_removed_lost: 'lost', w_removed_undone: 'undone', w_removed_registered: 'registered',
    w_factory_sent: 'sent', w_factory_unsent: 'sending undone', w_factory_arrived: 'arrived', w_factory_back: 'came back', w_factory_undone: 'result undone', w_factory_scrapped: 'scrapped', w_factory_replacement: 'replacement', w_undo: 'undone', w_other: 'moved',
  },
)

const oneOf = <const V extends string>(code: string, words: Record<string, V>, otherwise: NoInfer<V>): V => words[code] ?? otherwise

export const kindWord = (kind: string): string => t(oneOf(kind, { device: 'device', sim: 'sim', part: 'part' }, 'part'))
export const placeWord = (kind: string): string => t(oneOf(kind, { van: 'van', warehouse: 'warehouse', transit: 'transit', factory: 'factory', scrap: 'scrap', vehicle: 'vehicle', customer: 'customer', lost: 'lost' }, 'warehouse'))
export const mustWord = (bound: string): string => t(oneOf(bound, { warehouse: 'toWarehouse', factory: 'toFactory', scrap: 'toScrap', customer: 'toCustomer', van: 'toVan' }, 'toWarehouse'))
export const endWord = (end: string): string => t(oneOf(end, { restocked: 'restocked', factory: 'endFactory', scrapped: 'scrapped', customer: 'endCustomer', lost: 'endLost', mistaken: 'endMistaken' }, 'restocked'))
export const resultWord = (result: string): string => t(oneOf(result, { repaired: 'repaired', replaced: 'replaced', refused_back: 'refused_back', refused_scrap: 'refused_scrap', '': 'waiting' }, 'waiting'))
export const batchWord = (state: string): string => t(oneOf(state, { open: 'batch_open', sent: 'batch_sent', partly_back: 'batch_partly_back', closed: 'batch_closed', cancelled: 'batch_cancelled' }, 'batch_open'))
const whys = ['install', 'swap_device', 'swap_sim', 'swap_both', 'remove', 'transfer', 'issue', 'return', 'removed_received', 'removed_restocked', 'removed_scrapped', 'removed_customer', 'removed_lost', 'removed_undone', 'removed_registered', 'factory_sent', 'factory_unsent', 'factory_arrived', 'factory_back', 'factory_undone', 'factory_scrapped', 'factory_replacement', 'undo'] as const
/** Why something moved, as the movement was written. */
export const whyWord = (why: string): string => t(`w_${whys.find((one) => one === why) ?? 'other'}`)
export const batchChip = (state: string): ChipKind => (({ open: 'wait', sent: 'move', partly_back: 'move', closed: 'done' }) as Record<string, ChipKind>)[state] ?? 'plan'
/** A fault as it was told, in the language of the screen where it is known in both. */
export const faultOf = (one: { symptom_zh: string; symptom_en: string }): string => (locale.value === 'en' && one.symptom_en ? one.symptom_en : one.symptom_zh)
