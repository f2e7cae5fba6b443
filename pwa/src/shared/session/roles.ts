import { defineMessages } from '../i18n/messages'

const t = defineMessages(
  {
    agent: '客服', complaint_handler: '投诉专员', dispatcher: '调度', manager: '部门经理', technician: '安装维修员',
    partner_technician: '外协', warehouse: '库管', finance: '财务', quality: '质检', administrator: '管理员', other: '其他岗位',
  },
  {
    agent: 'Agent', complaint_handler: 'Complaints', dispatcher: 'Dispatcher', manager: 'Manager', technician: 'Technician',
    partner_technician: 'Partner technician', warehouse: 'Warehouse', finance: 'Finance', quality: 'Quality', administrator: 'Administrator', other: 'Other role',
  },
)
const known = ['agent', 'complaint_handler', 'dispatcher', 'manager', 'technician', 'partner_technician', 'warehouse', 'finance', 'quality', 'administrator'] as const

/** A role as people call it; one that this version does not know yet has no code on the screen either. */
export const roleWord = (role: string): string => t(known.find((one) => one === role) ?? 'other')
