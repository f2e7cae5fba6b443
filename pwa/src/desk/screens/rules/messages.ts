import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '自动批准规则', lead: '符合其中一条的工单，一提交就通过，不用经理点。改了规则，已经批过的不变。', add: '加一条', none: '还没有规则', noneHint: '没有规则时，每张工单都要经理批。', added: '已加上', readOnly: '规则由经理和管理员改。',
    nameZh: '规则叫什么', nameEn: '英文名', nameHint: '比如：保内维修 3 辆以内', kind: '哪种工单', anyKind: '都行', priority: '急不急', anyPriority: '都行', normal: '不急的', urgent: '加急的', warranty: '保修', anyWarranty: '都行', inside: '保内', outside: '保外', most: '最多几辆', mostHint: '不填就不限', centre: '哪个中心', anyCentre: '所有中心', customer: '指定客户', save: '存好', cancel: '算了',
    saysMost: '{n} 辆以内', saysAll: '所有工单', mostBad: '1 到 500 的整数',
  },
  {
    title: 'Approval rules', lead: 'An order that fits one of these passes as it is submitted, without a manager. Approvals already given stay.', add: 'Add a rule', none: 'No rule yet', noneHint: 'Without rules a manager approves every order.', added: 'Added', readOnly: 'Rules are changed by managers and administrators.',
    nameZh: 'Name in Chinese', nameEn: 'Name in English', nameHint: 'For example: in-warranty repairs of up to 3', kind: 'Kind of order', anyKind: 'Any', priority: 'Priority', anyPriority: 'Any', normal: 'Normal', urgent: 'Urgent', warranty: 'Warranty', anyWarranty: 'Any', inside: 'In warranty', outside: 'Out of warranty', most: 'Vehicles at most', mostHint: 'Empty: no limit', centre: 'Centre', anyCentre: 'All centres', customer: 'One customer', save: 'Save', cancel: 'Cancel',
    saysMost: { one: 'up to {n} vehicle', other: 'up to {n} vehicles' }, saysAll: 'every order', mostBad: 'A whole number from 1 to 500',
  },
)
