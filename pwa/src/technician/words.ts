import { locale } from '@shared/i18n/locale'
import { defineMessages } from '@shared/i18n/messages'
import type { Act, DeviceEnd, Item, Method, Visit } from './offline/shapes'

/** The words of the trade that several screens of the phone share. */
export const t = defineMessages(
  {
    install: '安装', repair: '维修', removal: '拆机', transfer: '移机', inspection: '巡检',
    swap_device: '换机', swap_sim: '换卡', swap_both: '换机换卡', remove: '拆机', none: '只维修',
    planned: '已排', dispatched: '待接单', accepted: '已接单', en_route: '在路上', on_site: '已到达', working: '施工中',
    completed: '已完工', declined: '已拒单', suspended: '中途挂起', failed: '空跑', cancelled: '已取消',
    factory: '返厂，贴返修标签', warehouse: '交回库里', van: '先放车上', customer: '客户留下', scrap: '报废',
    cash: '现金', wechat: '微信', alipay: '支付宝', bank: '转账', on_account: '挂账',
    call: '打电话给{name}', go: '导航去{name}', contactBy: '{time} 前联系', contactLate: '该联系了', urgent: '加急',
  },
  {
    install: 'Installation', repair: 'Repair', removal: 'Removal', transfer: 'Transfer', inspection: 'Inspection',
    swap_device: 'Swap terminal', swap_sim: 'Swap SIM', swap_both: 'Swap both', remove: 'Remove', none: 'Repair only',
    planned: 'Planned', dispatched: 'To accept', accepted: 'Accepted', en_route: 'On the way', on_site: 'On site', working: 'Working',
    completed: 'Completed', declined: 'Declined', suspended: 'Suspended', failed: 'Wasted trip', cancelled: 'Cancelled',
    factory: 'To the factory, with return label', warehouse: 'Back to the warehouse', van: 'Stays on the van', customer: 'Customer keeps it', scrap: 'Scrap',
    cash: 'Cash', wechat: 'WeChat Pay', alipay: 'Alipay', bank: 'Transfer', on_account: 'On account',
    call: 'Call {name}', go: 'Navigate to {name}', contactBy: 'Call before {time}', contactLate: 'Call now', urgent: 'Urgent',
  },
)

const kinds = ['install', 'repair', 'removal', 'transfer', 'inspection'] as const
const states = ['planned', 'dispatched', 'accepted', 'en_route', 'on_site', 'working', 'completed', 'declined', 'suspended', 'failed', 'cancelled'] as const

export const kindWord = (kind: string): string => t(kinds.find((one) => one === kind) ?? 'repair')
export const stateWord = (state: string): string => t(states.find((one) => one === state) ?? 'planned')
export const actWord = (act: Act): string => t(act)
export const endWord = (end: DeviceEnd): string => t(end)
export const methodWord = (method: Method | string): string => t(method === 'transfer' ? 'bank' : ((['cash', 'wechat', 'alipay', 'on_account'] as const).find((one) => one === method) ?? 'cash'))

/** The name of a thing that carries both languages. */
export const named = (one: { name_zh: string; name_en: string }): string => (locale.value === 'en' ? one.name_en : one.name_zh)
export const bilingual = (zh: string, en: string): string => (locale.value === 'en' ? en : zh)

/** An address as people on the road say it: the district and what follows; the province and the city they know. */
export const shortAddress = (visit: Visit): string => {
  const at = visit.district ? visit.address.indexOf(visit.district.slice(0, 3)) : -1
  return at > 0 ? visit.address.slice(at) : visit.address
}

/** A company as people call it: the city and the legal form are on the papers, not on the road. */
export const shortName = (name: string): string => name.replace(/(股份|责任)?有限(责任)?公司$/, '') || name

/** What is to be done with the vehicles, counted: "换机 1", "安装 3". */
export function countedActs(visit: Visit): string[] {
  const counts = new Map<string, number>()
  for (const item of visit.items) {
    const word = item.act ? actWord(item.act as Act) : bilingual(item.family_name_zh, item.family_name_en)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].map(([word, n]) => `${word} ${n}`)
}

export const isOver = (visit: Visit): boolean => ['completed', 'declined', 'suspended', 'failed', 'cancelled'].includes(visit.state)
export const about = (visit: Visit, item?: Item | null, code?: { code: string; name_zh: string; name_en: string }) => ({
  customer: visit.customer_name, ...(item && { plate: item.plate, colour: item.plate_colour }),
  ...(code && { code: code.code, codeZh: code.name_zh, codeEn: code.name_en }),
})

/** Whether the platform is asked about what was done: a terminal sits in the vehicle afterwards. */
export const isProven = (item: Item): boolean => (item.act === 'none' ? item.installed !== null : item.act !== null && item.act !== 'remove')
