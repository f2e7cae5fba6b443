import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '库存', view: '看什么', carriers: '运营商任务', cases: '号码对不上', places: '库里和车上',
    vehicle: '车', technician: '师傅', when: '时间', did: '做了什么', terminal: '终端', card: '卡', oldTerminal: '拆下的终端', oldCard: '拆下的卡', inVehicle: '装在', since: '从', place: '在', nothingBooked: '账上没有', parts: '配件', used: '用了 {n} 个', had: '车上只有 {n} 个',
    warehouse: '仓库', van: '师傅的车', transit: '在途', factory: '返厂', scrap: '报废', customer: '客户手上', elsewhere: '别处', otherVehicle: '别的中心的车', vanOf: '{name}的车',
    install: '安装', swap_device: '换终端', swap_sim: '换卡', swap_both: '终端和卡都换', remove: '拆下', transfer: '移机', other: '检查',
    noPlaces: '没有仓库和车', noPlacesHint: '中心建好仓库、师傅配了车，就在这里看各处有什么。', things: '{n} 种', nothingHere: '这里什么都没有', nothingHereHint: '领料以后就会出现。', code: '编号', name: '名称', quantity: '数量', device: '终端', sim: '卡', part: '配件', kind: '类别', findPlace: '仓库或师傅',
    add: '加上', choosePart: '选配件', dropLine: '去掉 {number}', inBooks: '已经在账上', notInBooks: '账上没有这个号码', twice: '{number} 已经在单子上', unreadable: '“{text}”里没有认得的号码', outside: '外面', someVehicle: '客户车上', lost: '遗失', receipts: '收货', papers: '领退调拨', counts: '盘点', shortages: '缺料', movements: '流水',
  },
  {
    title: 'Stock', view: 'What to see', carriers: 'Carrier tasks', cases: 'Odd numbers', places: 'On hand',
    vehicle: 'Vehicle', technician: 'Technician', when: 'When', did: 'What was done', terminal: 'Terminal', card: 'Card', oldTerminal: 'Terminal taken out', oldCard: 'Card taken out', inVehicle: 'Installed in', since: 'Since', place: 'Is at', nothingBooked: 'Nothing in the books', parts: 'Part', used: '{n} used', had: 'only {n} on the van',
    warehouse: 'Warehouse', van: 'A van', transit: 'In transit', factory: 'At the factory', scrap: 'Scrapped', customer: 'With the customer', elsewhere: 'Elsewhere', otherVehicle: 'A vehicle of another centre', vanOf: 'Van of {name}',
    install: 'Installed', swap_device: 'Terminal swapped', swap_sim: 'Card swapped', swap_both: 'Terminal and card swapped', remove: 'Removed', transfer: 'Transferred', other: 'Checked',
    noPlaces: 'No warehouse, no van', noPlacesHint: 'What lies where is shown here once a centre has a warehouse and technicians have vans.', things: { one: '{n} kind', other: '{n} kinds' }, nothingHere: 'Nothing here', nothingHereHint: 'Things appear once they are issued.', code: 'Code', name: 'Name', quantity: 'Quantity', device: 'Terminal', sim: 'Card', part: 'Part', kind: 'Kind', findPlace: 'Warehouse or technician',
    add: 'Add', choosePart: 'Choose a part', dropLine: 'Drop {number}', inBooks: 'In the books already', notInBooks: 'Not in the books', twice: '{number} is on the paper already', unreadable: 'No number could be read from “{text}”', outside: 'Outside', someVehicle: "A customer's vehicle", lost: 'Lost', receipts: 'Receive', papers: 'Issue and return', counts: 'Count', shortages: 'Shortages', movements: 'Movements',
  },
)
