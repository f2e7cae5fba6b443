import type { components } from '@shared/api/schema.gen'
import { centreWord, kindWord } from '../../parts/words'
import { t } from './messages'

export type Rule = components['schemas']['ApprovalRuleOut']
export type RuleIn = components['schemas']['ApprovalRuleIn']

/** A rule as the form holds it: every choice is a word, empty for "any". */
export interface Draft { nameZh: string; nameEn: string; kind: string; priority: string; warranty: string; most: string; centre: string }

export const emptyDraft = (): Draft => ({ nameZh: '', nameEn: '', kind: '', priority: '', warranty: '', most: '', centre: '' })

export const draftOf = (rule: Rule): Draft => ({
  nameZh: rule.name_zh,
  nameEn: rule.name_en,
  kind: rule.kind ?? '',
  priority: rule.priority ?? '',
  warranty: rule.in_warranty === true ? 'inside' : rule.in_warranty === false ? 'outside' : '',
  most: rule.max_items ? String(rule.max_items) : '',
  centre: rule.centre_id ?? '',
})

/** The limit as typed; null without one, undefined when it is no whole number from 1 to 500. */
export function mostOf(typed: string): number | null | undefined {
  const plain = typed.normalize('NFKC').trim()
  if (plain === '') return null
  const n = /^\d{1,3}$/.test(plain) ? Number(plain) : 0
  return n >= 1 && n <= 500 ? n : undefined
}

/** As the server takes it. Who names it in one language has named it in both. */
export function onWire(draft: Draft): Omit<RuleIn, 'active' | 'customer_id'> {
  const zh = draft.nameZh.trim()
  return {
    name_zh: zh || draft.nameEn.trim(),
    name_en: draft.nameEn.trim() || zh,
    kind: (draft.kind || null) as RuleIn['kind'],
    priority: (draft.priority || null) as RuleIn['priority'],
    in_warranty: draft.warranty === '' ? null : draft.warranty === 'inside',
    max_items: mostOf(draft.most) ?? null,
    centre_id: draft.centre || null,
  }
}

const warrantyWord = (inside: boolean | null | undefined): string => (inside === true ? t('inside') : inside === false ? t('outside') : '')

/** What a rule lets pass, in a few words: "维修 · 保内 · 3 辆以内". */
export function says(rule: Rule): string[] {
  const words = [
    rule.kind ? kindWord(rule.kind) : '',
    warrantyWord(rule.in_warranty),
    rule.priority ? t(rule.priority) : '',
    rule.max_items ? t('saysMost', { n: rule.max_items }) : '',
    centreWord(rule.centre_id),
    rule.customer_id ? t('customer') : '',
  ].filter(Boolean)
  return words.length ? words : [t('saysAll')]
}
