/**
 * The carriers' binding rules (R31), judged with no signal by the same meaning as the server
 * (backend/modules/inventory/carriers/policies.py): one file of cases holds both to the same answers.
 */
export const ruleWords = ['free', 'rebind_first', 'rebind_on_site', 'never', 'ask_office'] as const
export type RuleWord = (typeof ruleWords)[number]
export const operators = ['cmcc', 'ctcc', 'cucc', 'cbn'] as const
export const cardTypes = ['plug', 'soldered', 'phone'] as const
export const ruleActs = ['install', 'swap_device', 'swap_sim', 'swap_both', 'transfer'] as const

export interface Rule {
  operator: string
  card_type: string
  act: string
  rule: string
  text_zh: string
  text_en: string
  days: number
  rebinds_a_month: number
  wait_minutes: number
}

/** A card that is about to meet a terminal; `terminal` is "" while it is not known yet. */
export interface Meeting { operator: string; card_type: string; act: string; bound_imei: string; terminal: string; rebinds: number }
export interface Judgement<R extends Rule = Rule> { says: 'go' | Exclude<RuleWord, 'free'>; rule: R | null; overLimit: boolean }

const fits = (rule: Rule, operator: string, cardType: string, act: string): boolean =>
  ['', operator].includes(rule.operator) && ['', cardType].includes(rule.card_type) && ['', act].includes(rule.act)

/** The more fields a rule names, the closer; with as many, the kind of card counts before the operator. */
const closeness = (rule: Rule): number =>
  [rule.operator, rule.card_type, rule.act].filter(Boolean).length * 4 + (rule.card_type ? 2 : 0) + (rule.operator ? 1 : 0)

/** The rule that fits this card and act most closely; null when none fits. */
export function chooseRule<R extends Rule>(rules: readonly R[], operator: string, cardType: string, act: string): R | null {
  const fitting = rules.filter((one) => fits(one, operator, cardType, act))
  return fitting.reduce<R | null>((best, one) => (best && closeness(best) >= closeness(one) ? best : one), null)
}

/** What the carrier's rule says of a card that meets a terminal. */
export function judge<R extends Rule>(rules: readonly R[], meeting: Meeting): Judgement<R> {
  if (!meeting.bound_imei || meeting.bound_imei === meeting.terminal) return { says: 'go', rule: null, overLimit: false }
  const rule = chooseRule(rules, meeting.operator, meeting.card_type, meeting.act)
  if (!rule || rule.rule === 'free') return { says: 'go', rule, overLimit: false }
  if (rule.rule === 'rebind_on_site' && rule.rebinds_a_month > 0 && meeting.rebinds >= rule.rebinds_a_month) return { says: 'rebind_first', rule, overLimit: true }
  return { says: rule.rule as Judgement['says'], rule, overLimit: false }
}

const prefixes: Record<string, string> = { '00': 'cmcc', '02': 'cmcc', '04': 'cmcc', '07': 'cmcc', '08': 'cmcc', '13': 'cmcc', '01': 'cucc', '06': 'cucc', '09': 'cucc', '03': 'ctcc', '11': 'ctcc', '15': 'cbn' }
/** The carrier that the first digits of an ICCID propose; a delivered card carries its carrier itself. */
export const operatorOf = (iccid: string): string => (iccid.startsWith('8986') ? prefixes[iccid.slice(4, 6)] ?? '' : '')
