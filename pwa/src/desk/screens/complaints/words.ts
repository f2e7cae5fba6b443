import type { components } from '@shared/api/schema.gen'
import type { ChipKind } from '@shared/ui/PgChip.vue'
import { t } from './messages'

export type Complaint = components['schemas']['ComplaintOut']
export type ComplaintDetail = components['schemas']['ComplaintDetailOut']
export type Act = components['schemas']['ActIn']['act']

const states = ['received', 'classified', 'answered', 'investigated', 'settled', 'told', 'confirmed', 'archived'] as const
export const classes = ['product', 'attitude', 'process', 'information', 'fee'] as const
export const sources = ['phone', 'letter', 'visit'] as const
const allSources = [...sources, 'follow_up', 'tracking'] as const
const steps = ['open', 'classify', 'answer', 'investigate', 'settle', 'tell', 'confirm', 'reopen', 'archive'] as const

export const stateWord = (state: string): string => t(states.find((one) => one === state) ?? 'otherState')
export const classWord = (name: string | null | undefined): string => t(classes.find((one) => one === name) ?? 'unclassified')
export const sourceWord = (source: string): string => t(allSources.find((one) => one === source) ?? 'otherSource')
export const stepWord = (act: string): string => t(`s_${steps.find((one) => one === act) ?? 'other'}` as 's_open')
export const noteWord = (act: Act): string => t(`n_${act}`)

/** Amber waits for us, blue is in work, green is settled, grey is history. */
export function stateChip(state: string): ChipKind {
  if (state === 'archived') return 'plan'
  if (['settled', 'told', 'confirmed'].includes(state)) return 'done'
  return state === 'received' ? 'wait' : 'move'
}

/** The deadline that runs now: the first answer, then the settling; none once it is settled. */
export function clock(one: Complaint): { due: string; late: boolean; answer: boolean } | null {
  if (one.settled_at) return null
  return one.first_answered_at ? { due: one.settle_due, late: one.settle_late, answer: false } : { due: one.first_answer_due, late: one.first_answer_late, answer: true }
}
