import { itemWords, orderWords, visitWords } from '@shared/api/lifecycle.gen'
import { defineMessages } from '@shared/i18n/messages'
import { locale } from '@shared/i18n/locale'
import { me } from '@shared/session/session'
import type { ChipKind } from '@shared/ui/PgChip.vue'

/** The words that several screens of the desk use for the same thing. */
const t = defineMessages(
  { install: '安装', repair: '维修', removal: '拆机', transfer: '移机', inspection: '巡检', other: '其他', cash: '现金', wechat: '微信', alipay: '支付宝', transferred: '转账', on_account: '挂账', urgent: '加急', normal: '普通' },
  { install: 'Install', repair: 'Repair', removal: 'Removal', transfer: 'Transfer', inspection: 'Inspection', other: 'Other', cash: 'Cash', wechat: 'WeChat', alipay: 'Alipay', transferred: 'Bank transfer', on_account: 'On account', urgent: 'Urgent', normal: 'Normal' },
)
type Words = { zh: string; en: string }

export const kinds = ['install', 'repair', 'removal', 'transfer', 'inspection'] as const
const methods = { cash: 'cash', wechat: 'wechat', alipay: 'alipay', transfer: 'transferred', on_account: 'on_account' } as const

/** A pair of sentences, or the suffixed fields of a record, in the language of the screen. */
export const said = (words: Words): string => (locale.value === 'en' ? words.en : words.zh)
/** Between two facts on one line. */
export const comma = (): string => (locale.value === 'en' ? ', ' : '，')
/** A list of words in one line. */
export const listed = (words: readonly string[]): string => words.join(locale.value === 'en' ? ', ' : '、')
/** Clauses that could each stand alone, in one line. */
export const clauses = (sentences: readonly string[]): string => sentences.join(locale.value === 'en' ? '; ' : '；')
export const nameOf = (thing: { name_zh: string; name_en: string }): string => said({ zh: thing.name_zh, en: thing.name_en })

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const stateIn = (table: Record<string, Words>, state: string): string => upperFirst(said(table[state] ?? { zh: t('other'), en: t('other') }))

export const kindWord = (kind: string): string => t(kinds.find((one) => one === kind) ?? 'other')
export const orderStateWord = (state: string): string => stateIn(orderWords, state)
export const visitStateWord = (state: string): string => stateIn(visitWords, state)
export const itemStateWord = (state: string): string => stateIn(itemWords, state)
export const methodWord = (method: string): string => t(method in methods ? methods[method as keyof typeof methods] : 'other')
export const priorityWord = (priority: string): string => t(priority === 'urgent' ? 'urgent' : 'normal')

const chips: Record<string, ChipKind> = { submitted: 'wait', on_hold: 'wait', in_progress: 'move', completed: 'done', closed: 'plan', rejected: 'late', cancelled: 'plan' }
/** One meaning per colour: amber waits for somebody, blue is under way, green is done. */
export const orderChip = (state: string): ChipKind => chips[state] ?? 'plan'

/** The centre's short name ("深圳" for "深圳服务中心"). */
export function centreWord(id: string | null | undefined): string {
  const centre = me.value?.centres.find((one) => one.id === id)
  return centre ? shortCentre(nameOf(centre)) : ''
}
export const shortCentre = (name: string): string => name.replace(/(客户)?服务中心$/, '').replace(/\s*(service )?cent(re|er)$/i, '') || name

/** The name by which people call a company: without the city in front and the legal form behind. */
export function shortCompany(name: string): string {
  const bare = name.replace(/(股份)?有限(责任)?公司$/, '').replace(/^(深圳|广州|东莞|佛山|惠州|珠海|中山|广东)(市|省)?(?=.{2})/, '')
  return bare || name
}
