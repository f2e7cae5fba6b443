import { sayDeadline } from '@shared/format/time'
import type { ChipKind } from '@shared/ui/PgChip.vue'
import { t } from './messages'

/** How the authority's clock of a regulated vehicle stands (R39); it runs on the wall, by night and on holidays. */
export interface Clock { authority_due_at: string | null; authority_state: string | null }
export const clockKinds: Record<string, ChipKind> = { running: 'plan', warned: 'wait', late: 'late', met: 'done', met_late: 'wait' }
const says = ['running', 'warned', 'late', 'met', 'met_late'] as const

/** The clock in words, empty where there is none. */
export function sayAuthority({ authority_due_at: due, authority_state: state }: Clock, now: number): string {
  const word = says.find((one) => one === state)
  if (!due || !word) return ''
  return word === 'met' || word === 'met_late' ? t(word) : t(word, { time: sayDeadline(due, now) })
}

/** Whether people have to hurry for the authority's sake. */
export const isPressing = ({ authority_state: state }: Pick<Clock, 'authority_state'>): boolean => state === 'warned' || state === 'late'

/** Whether the clock still runs. */
export const isRunning = (clock: Pick<Clock, 'authority_state'>): boolean => isPressing(clock) || clock.authority_state === 'running'
