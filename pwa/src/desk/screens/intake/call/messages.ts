import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    find: '车牌、终端号、IMEI、ICCID、电话', findLabel: '先问车牌，查这台车', asking: '正在查', tooShort: '再多输几位', found: '找到 {n} 个', foundBy: '{by}，找到 {n} 个', none: '没找到', clear: '清空',
    byPlate: '车牌', byDevice: '终端或卡号', byPhone: '电话', byVin: '车架号', byName: '名字',
    emptyTitle: '接起来先问车牌', emptyHint: '车牌、终端号、IMEI、ICCID、电话都能查，查到的就不用再问。', noneTitle: '没找到“{text}”', noneHint: '换一个说法再查：车牌后五位、终端号、登记的手机号。新客户要装机，走安装需求。', toInstall: '记安装需求',
    which: '是哪一个', fleet: '他名下的车', fleetFind: '车牌或自编号', fleetNone: '他名下还没有车', fleetNoneHint: '要装机就走安装需求。', moreVehicles: '还有的车，输几位车牌就出来', back: '看别的',
    vehicles: '名下 {n} 台车', fleetNo: '自编 {no}', driver: '司机 {name}', driverKey: '司机', vin: '车架号', people: '联系人', note: '备注', unknownVin: '没登记',
    installed: '装着什么', nothingIn: '没装我们的设备', terminal: '终端号', fitted: '{date} 装', until: '{date} 到期', inWarranty: '保修内，还有 {n} 天', outOfWarranty: '过保了', unknownWarranty: '保修查不到', soldered: '贴片卡，跟终端绑死，不能挪', plug: '插拔卡', noCard: '没登记卡', operator: '物联网卡',
    cmcc: '移动', cucc: '联通', ctcc: '电信', cbn: '广电',
    history: '来过几回', times: '{n} 次', never: '这台车还没来过', rework: '返修', reworkHint: '30 天内又坏，这次算返修，自动连到 {day} 那张单。', reworkMark: '{n} 天前', today: '今天',
    dupTitle: '这台车{day}报过，单还没关', dupSince: '{time} 开的', dupSays: '说“{what}”', dupGoes: '{name}去', dupWaits: '还没派人', dupState: '现在：{state}', join: '并进去，记催单', separate: '不是一回事',
    form: '{kind}单', formHint: '客户、车、终端、保修都有了，只问下面 3 样。', kind: '要做什么', fault: '什么毛病', moreFaults: '别的毛病', symptom: '有什么现象', symptomHint: '他怎么说就怎么记', since: '从什么时候起', sinceHint: '比如：今天一点多', whereNow: '车现在在哪', otherVehicle: '移到哪台车上', otherVehicleHint: '同一客户的车，输车牌', otherVehicleNone: '这个客户没有这样的车', whatFor: '为什么，有什么要交代的',
    fee: '收费', feeFree: '保修内，免费', feeOut: '过保，按价目表，先报价', feeUnknown: '保修查不到，师傅到场看', install: '首装免费',
    promise: '能自动批的直接批，别的等经理。单号和查询链接发短信给{name}。', promiseNobody: '能自动批的直接批，别的等经理。', save: '开单', saveOther: '另开新单', needVehicle: '先查到车，再开单', lookOnly: '您的账号只能查，不能开单。', lampsNote: '终端灯：{lamp}', needFault: '选一个毛病，或写一句现象。', needPlace: '写上车在哪。', needOther: '选要移到哪台车上。', needRemoval: '选为什么拆机。',
  },
  {
    find: 'Plate, terminal, IMEI, ICCID, phone', findLabel: 'Ask for the plate and look it up', asking: 'Looking', tooShort: 'A few more characters', found: '{n} found', foundBy: '{by}, {n} found', none: 'not found', clear: 'Clear',
    byPlate: 'Plate', byDevice: 'Terminal or SIM', byPhone: 'Phone', byVin: 'VIN', byName: 'Name',
    emptyTitle: 'Ask for the plate first', emptyHint: 'A plate, terminal number, IMEI, ICCID or phone will do. What is found need not be asked.', noneTitle: 'Nothing found for “{text}”', noneHint: 'Try the last five of the plate, the terminal number or the registered phone. A new customer is an installation.', toInstall: 'Take an installation',
    which: 'Which one', fleet: "The customer's vehicles", fleetFind: 'Plate or fleet number', fleetNone: 'No vehicles yet', fleetNoneHint: 'If something is to be fitted, take an installation.', moreVehicles: 'There are more: type a part of the plate', back: 'Others',
    vehicles: { one: '{n} vehicle', other: '{n} vehicles' }, fleetNo: 'fleet no. {no}', driver: 'driver {name}', driverKey: 'Driver', vin: 'VIN', people: 'Contacts', note: 'Note', unknownVin: 'not known',
    installed: 'Installed', nothingIn: 'None of our devices is in it', terminal: 'Terminal', fitted: 'fitted {date}', until: 'ends {date}', inWarranty: 'In warranty, {n} days left', outOfWarranty: 'Out of warranty', unknownWarranty: 'Warranty not known', soldered: 'soldered, bound to the terminal', plug: 'plug-in', noCard: 'no SIM known', operator: 'IoT SIM',
    cmcc: 'China Mobile', cucc: 'China Unicom', ctcc: 'China Telecom', cbn: 'China Broadnet',
    history: 'History', times: { one: 'once', other: '{n} times' }, never: 'Nobody has been to this vehicle yet', rework: 'Rework', reworkHint: 'Broken again within 30 days: this counts as rework and is tied to the order of {day}.', reworkMark: '{n} days ago', today: 'today',
    dupTitle: 'Reported {day}, and still open', dupSince: 'opened {time}', dupSays: '“{what}”', dupGoes: '{name} goes', dupWaits: 'nobody sent yet', dupState: 'now: {state}', join: 'Note as a chase', separate: 'Something else',
    form: '{kind}', formHint: 'All else is known: only 3 things to ask.', kind: 'What is to be done', fault: 'What is wrong', moreFaults: 'Another fault', symptom: 'What happens', symptomHint: "In the caller's words", since: 'Since when', sinceHint: 'e.g. about one today', whereNow: 'Where is the vehicle', otherVehicle: 'To which vehicle', otherVehicleHint: 'A vehicle of this customer: type the plate', otherVehicleNone: 'This customer has no such vehicle', whatFor: 'Why, and what to mind',
    fee: 'Charge', feeFree: 'In warranty, free', feeOut: 'Out of warranty: price list, quoted first', feeUnknown: 'Warranty not known; seen on site', install: 'First installation free',
    promise: 'Approved by rule where one fits, else by the manager. Number and link go by text to {name}.', promiseNobody: 'Approved by rule where one fits, else by the manager.', save: 'Open the order', saveOther: 'Open another order', needVehicle: 'Find the vehicle first', lookOnly: 'Your account may look, not open orders.', lampsNote: 'Lamp: {lamp}', needFault: 'Choose a fault or write what happens.', needPlace: 'Say where the vehicle is.', needOther: 'Choose the vehicle it goes to.', needRemoval: 'Choose why the terminal is removed.',
  },
)
