import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { title: '设置', you: '你', name: '姓名', username: '账号', roles: '岗位', allCentres: '所有服务中心', askAdmin: '姓名和岗位由管理员改。', device: '这台电脑', rules: '自动批准', rulesHint: '哪些工单一提交就通过，不用经理点。', seeRules: '看规则', types: '车型和监管', typesHint: '哪些车型是监管车辆，维修有监管期限，拆机要凭证。', seeTypes: '看车型' },
  { title: 'Settings', you: 'You', name: 'Name', username: 'Username', roles: 'Roles', allCentres: 'All centres', askAdmin: 'Name and roles are changed by the administrator.', device: 'This computer', rules: 'Approval by rule', rulesHint: 'Which orders pass as they are submitted, without a manager.', seeRules: 'See the rules', types: 'Vehicle types', typesHint: 'Which types are regulated: repairs have an authority date, removals need a consent.', seeTypes: 'See the types' },
)
