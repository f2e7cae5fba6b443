import type { components } from '@shared/api/schema.gen'
import { cardTypes, operators, ruleActs, ruleWords } from '@shared/binding/binding'
import { t } from './messages'

export type Rule = components['schemas']['CarrierRuleOut']
export type RuleIn = components['schemas']['CarrierRuleIn']
export type Draft = Omit<RuleIn, 'days' | 'rebinds_a_month' | 'wait_minutes'> & { days: string; rebinds_a_month: string; wait_minutes: string }

const find = <W extends string>(words: readonly W[], said: string): W | null => words.find((one) => one === said) ?? null
export const operatorWord = (said: string): string => { const found = find(operators, said); return found ? t(found) : '' }
export const cardWord = (said: string): string => { const found = find(cardTypes, said); return found ? t(found) : '' }
export const actWord = (said: string): string => { const found = find(ruleActs, said); return found ? t(found) : '' }
export const ruleWord = (said: string): string => { const found = find(ruleWords, said); return found ? t(found) : said }

/** Which cards a rule is about: "移动 · 插拔卡 · 换机". */
export const fitsWords = (rule: Pick<Rule, 'operator' | 'card_type' | 'act'>): string[] => {
  const words = [operatorWord(rule.operator), cardWord(rule.card_type), actWord(rule.act)].filter(Boolean)
  return words.length ? words : [t('every')]
}
export const more = (rule: Rule): string[] => [
  rule.days ? t('saysDays', { n: rule.days }) : '', rule.rebinds_a_month ? t('saysTimes', { n: rule.rebinds_a_month }) : '', rule.wait_minutes ? t('saysMinutes', { n: rule.wait_minutes }) : '',
].filter(Boolean)

const empty = { operator: '', card_type: '', act: '', rule: 'ask_office', text_zh: '', text_en: '', active: true, days: 0, rebinds_a_month: 0, wait_minutes: 0 }
export function draftOf(rule?: Rule): Draft {
  const { operator, card_type, act, rule: word, text_zh, text_en, active, days, rebinds_a_month, wait_minutes } = { ...empty, ...rule }
  return {
    operator: operator as RuleIn['operator'], card_type: card_type as RuleIn['card_type'], act: act as RuleIn['act'], rule: word as RuleIn['rule'],
    text_zh, text_en, active, days: String(days), rebinds_a_month: String(rebinds_a_month), wait_minutes: String(wait_minutes),
  }
}

/** A whole number as typed, within its bound; null when it is none. */
export function whole(typed: string, most: number): number | null {
  const plain = typed.normalize('NFKC').trim() || '0'
  const n = /^\d{1,3}$/.test(plain) ? Number(plain) : -1
  return n >= 0 && n <= most ? n : null
}

/** As the server takes it, null while a number is wrong or the words are missing. One language serves for both. */
export function onWire(draft: Draft): RuleIn | null {
  const days = whole(draft.days, 60)
  const rebinds_a_month = whole(draft.rebinds_a_month, 99)
  const wait_minutes = whole(draft.wait_minutes, 240)
  const zh = draft.text_zh.trim() || draft.text_en.trim()
  if (days === null || rebinds_a_month === null || wait_minutes === null || !zh) return null
  return { ...draft, text_zh: zh, text_en: draft.text_en.trim() || zh, days, rebinds_a_month, wait_minutes }
}
