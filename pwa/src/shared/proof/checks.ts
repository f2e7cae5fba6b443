import { defineMessages } from '@shared/i18n/messages'
import { locale } from '@shared/i18n/locale'
import type { components } from '@shared/api/schema.gen'
import type { ChipKind } from '@shared/ui/PgChip.vue'
import type { IconName } from '@shared/ui/icons'

/** Proof by the GPS platform as both faces speak of it (R13, R32): the words of a verdict and the look of a check. */
export type Proof = components['schemas']['ProofOut']
export type Check = components['schemas']['CheckOut']

export const t = defineMessages(
  {
    waiting: '待验证', not_checked: '未验证', passed: '已验证', failed: '没通过', given_up: '转人工', replaced: '已重做',
    check_passed: '通过', check_failed: '没通过', check_waiting: '等着', check_not_checked: '未验证', wanted: '要求：{text}',
  },
  {
    waiting: 'Awaiting proof', not_checked: 'Not checked', passed: 'Proven', failed: 'Failed', given_up: 'For a person', replaced: 'Done again',
    check_passed: 'passed', check_failed: 'failed', check_waiting: 'waiting', check_not_checked: 'not checked', wanted: 'Needed: {text}',
  },
)

const kinds: Record<Proof['state'], ChipKind> = { waiting: 'wait', not_checked: 'plan', passed: 'done', failed: 'late', given_up: 'wait', replaced: 'plan' }
export const proofWord = (state: Proof['state']): string => t(state)
export const proofChip = (state: Proof['state']): ChipKind => kinds[state]

const icons: Record<Check['state'], IconName> = { passed: 'check', failed: 'x', waiting: 'clock', not_checked: 'minus' }
const looks: Record<Check['state'], string> = { passed: 't-done', failed: 't-late', waiting: 't-wait', not_checked: 'dim' }
export const checkIcon = (state: Check['state']): IconName => icons[state]
export const checkLook = (state: Check['state']): string => looks[state]
export const checkWord = (state: Check['state']): string => t(`check_${state}`)

const said = (zh: string, en: string): string => (locale.value === 'en' ? en : zh)
export const checkName = (check: Check): string => said(check.name_zh, check.name_en)
export const checkValue = (check: Check): string => said(check.value_zh, check.value_en)
export const checkWanted = (check: Check): string => t('wanted', { text: said(check.wanted_zh, check.wanted_en) })
