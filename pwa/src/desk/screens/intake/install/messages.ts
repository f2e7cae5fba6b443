import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    find: '客户的名字或电话', findLabel: '谁要装', isNew: '新客户', none: '没有叫“{text}”的客户', noneHint: '登记成新客户就行。', emptyTitle: '先问是哪家客户', emptyHint: '输名字或登记的电话；没来过的，登记成新客户。', change: '换客户', vehicles: '名下 {n} 台车', more: '还有更多，名字再多输几个字',
    newTitle: '新客户', name: '单位或姓名', company: '单位', person: '个人', kind: '是单位还是个人', centre: '归哪个服务中心',
    sheet: '哪些车', drop: '把车辆明细拖到这里', formats: '.xlsx 或 .csv，最多 10 MB。先核对，不会马上导入。', checking: '正在核对 {name}', replace: '换一份', mended: '改好了，再传一次', columns: '要有车牌号或车架号一列；车牌颜色、车型、司机、电话、终端类型有就一起读。',
    good: '{n} 台能装', faulty: '{n} 行要改', noneGood: '一行能用的也没有', of: '共 {n} 行', takeGood: '改不了的可以先不管：这次只收能装的，要改的下载下来改好再传。', download: '下载要改的行', faults: '要改的', goodRows: '能装的', moreRows: '还有 {n} 台',
    drivers: '有司机名单就再传一份', driversHint: '按车牌或车架号对上，补司机和电话。', driversDone: '对上了 {n} 台', driversFaults: '司机名单里不对的',
    form: '安装单', formHint: '车从明细里来，只问在哪装、哪天装、找谁。', family: '装什么', familyHint: '明细里没写终端类型的，装这个', request: '需求单号', requestHint: '客户单子上的号，没有就空着', note: '还要交代什么', noteHint: '进场要求、停车费、要带的手续',
    save: '收下 {n} 台，开单', saveNone: '开单', needCustomer: '先选客户，或登记新客户。', needSheet: '先传车辆明细。', needPlace: '写上在哪装。', needContact: '新客户要写现场找谁和电话。', needName: '写上新客户的名字。', promise: '开单后等批准，单号和查询链接发短信给{name}。', promiseNobody: '开单后等批准，再派工。', waitSheet: '先核对完明细',
  },
  {
    find: 'Name or phone of the customer', findLabel: 'Who wants it', isNew: 'New customer', none: 'No customer called “{text}”', noneHint: 'Enter a new customer.', emptyTitle: 'Ask which customer it is', emptyHint: 'Type the name or the registered phone; who was never here is a new customer.', change: 'Another customer', vehicles: { one: '{n} vehicle', other: '{n} vehicles' }, more: 'There are more: type more of the name',
    newTitle: 'New customer', name: 'Company or person', company: 'Company', person: 'Person', kind: 'Company or person', centre: 'Service centre',
    sheet: 'Which vehicles', drop: 'Drop the vehicle list here', formats: '.xlsx or .csv, at most 10 MB. It is checked first; nothing is imported yet.', checking: 'Checking {name}', replace: 'Another list', mended: 'Mended? Hand it in again', columns: 'It needs a plate or VIN column; colour, type, driver, phone and device are read too.',
    good: { one: '{n} can be fitted', other: '{n} can be fitted' }, faulty: { one: '{n} row to mend', other: '{n} rows to mend' }, noneGood: 'No row can be used', of: { one: '{n} row', other: '{n} rows' }, takeGood: 'The faulty rows can wait: only the good ones are taken now. Download the others, mend them and hand them in again.', download: 'Download faulty rows', faults: 'To mend', goodRows: 'Can be fitted', moreRows: 'and {n} more',
    drivers: 'Add the list of drivers', driversHint: 'Matched by plate or VIN; fills in drivers and phones.', driversDone: { one: '{n} matched', other: '{n} matched' }, driversFaults: 'Wrong in the list of drivers',
    form: 'Installation', formHint: 'The vehicles come from the list: only where, when and whom to ask for.', family: 'Device', familyHint: 'For rows that name none', request: 'Request number', requestHint: "The number on the customer's paper, if any", note: 'Anything else', noteHint: 'Access, parking, papers to bring',
    save: 'Take {n} and open', saveNone: 'Open the order', needCustomer: 'Choose the customer or enter a new one.', needSheet: 'Hand in the vehicle list first.', needPlace: 'Say where it is.', needContact: 'A new customer needs a name and phone on site.', needName: 'Enter the name of the new customer.', promise: 'It waits for approval; number and link go by text to {name}.', promiseNobody: 'It waits for approval, then for dispatch.', waitSheet: 'The list is still being checked',
  },
)
