import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    history: '履历', none: '还没有记录', more: '再看更早的', print: '打印', exportList: '导出', terminalTitle: '终端', cardTitle: 'SIM 卡', back: '返回',
    install: '装机', swap_device: '换机', swap_sim: '换卡', swap_both: '换机换卡', remove: '拆机', transfer: '移机', none_act: '检查', correction: '更正', received: '收货', issue: '领料', return: '退料', transfer_van: '调拨', count: '盘点', factory: '返厂', scrap: '报废', case: '疑难号码处理', undo: '撤回', moved: '移动',
    out: '拆下', corrected: '更正：这条不再算数', opened: '疑难号码：{what}', settledAccept: '认了现场的', settledKeep: '按账上的', settledCorrect: '改了号码', claimed: '现场说的，还没定', rejected: '没认', wasCorrected: '后来更正了', openCase: '去处理',
    says: '{name}说的', saysVisit: '{name}说的，派工单 {no}', unknownPerson: '系统', recordedLater: '{time} 才记到账上', recorded: '记账 {time}', pictures: '照片 {n} 张', picture: '{what}，{time}',
    momentTitle: '那时装着什么', momentThing: '那时在哪里', at: '看这一刻', knownAt: '按当时账上知道的', knownHint: '不算后来补录和更正的', momentNothing: '账上那时这辆车没有装终端', momentNowhere: '账上那时还没有它', momentClaims: '现场说过，但不算数', clear: '不看了', since: '从 {time}', untilTime: '到 {time}', stillThere: '还在',
    warehouse: '仓库', van: '师傅的车', vanOf: '{name}的车', transit: '在途', factoryPlace: '厂家', scrapPlace: '报废', customer: '客户留存', vehicle: '车上', lost: '遗失', void: '录错的号码', elsewhere: '别处', otherVehicle: '别的中心的车', fromTo: '{from} 到 {to}', entered: '入账到 {to}',
    imei: 'IMEI', msisdn: '卡号', operator: '运营商', model: '型号', whereNow: '现在在', state: '状态', good: '可用', faulty: '故障', unsettled: '待查', mistaken: '录错的号码', cmcc: '移动', ctcc: '电信', cucc: '联通', cbn: '广电',
  },
  {
    history: 'History', none: 'Nothing recorded yet', more: 'Earlier', print: 'Print', exportList: 'Export', terminalTitle: 'Terminal', cardTitle: 'SIM card', back: 'Back',
    install: 'Installed', swap_device: 'Terminal swapped', swap_sim: 'SIM swapped', swap_both: 'Terminal and SIM swapped', remove: 'Removed', transfer: 'Transferred', none_act: 'Checked', correction: 'Corrected', received: 'Received', issue: 'Issued to van', return: 'Returned to store', transfer_van: 'Stock transferred', count: 'Stock count', factory: 'To the factory', scrap: 'Scrapped', case: 'Odd number settled', undo: 'Undone', moved: 'Moved',
    out: 'taken out', corrected: 'Corrected: this counts no longer', opened: 'Odd number: {what}', settledAccept: 'Field accepted', settledKeep: 'Books kept', settledCorrect: 'Number corrected', claimed: 'Claimed on site, not settled', rejected: 'Not accepted', wasCorrected: 'Corrected later', openCase: 'Settle',
    says: '{name} says so', saysVisit: '{name} says so, visit {no}', unknownPerson: 'The system', recordedLater: 'only recorded {time}', recorded: 'recorded {time}', pictures: { one: '{n} picture', other: '{n} pictures' }, picture: '{what}, {time}',
    momentTitle: 'What was in it then', momentThing: 'Where it was then', at: 'As it was at', knownAt: 'as known then', knownHint: 'Without what was recorded or corrected later', momentNothing: 'By the books nothing was installed in this vehicle then', momentNowhere: 'The books did not have it yet', momentClaims: 'Told on site, but not counted', clear: 'Close', since: 'since {time}', untilTime: 'until {time}', stillThere: 'still there',
    warehouse: 'Warehouse', van: 'A van', vanOf: 'Van of {name}', transit: 'In transit', factoryPlace: 'Factory', scrapPlace: 'Scrap', customer: 'With the customer', vehicle: 'Vehicle', lost: 'Lost', void: 'Misread number', elsewhere: 'Elsewhere', otherVehicle: 'A vehicle of another centre', fromTo: '{from} to {to}', entered: 'Entered the books at {to}',
    imei: 'IMEI', msisdn: 'Number', operator: 'Operator', model: 'Model', whereNow: 'Now at', state: 'State', good: 'Good', faulty: 'Faulty', unsettled: 'To be found', mistaken: 'Misread number', cmcc: 'China Mobile', ctcc: 'China Telecom', cucc: 'China Unicom', cbn: 'China Broadnet',
  },
)
