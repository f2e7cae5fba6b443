import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { sayMoney } from '@shared/format/money'
import { may } from '@shared/session/session'
import { itemStateWord, visitStateWord } from '../../parts/words'
import { t } from './messages'

type Schemas = components['schemas']
export type Phone = Schemas['PhoneOut']
export type Refusal = Schemas['RefusedOut']
type Value = Refusal['values'][number]['phone']

/** What has not reached the office; the board and the screen read the same answer. */
export function useUnsent() {
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['unsent'], queryFn: ({ signal }) => call(api.GET('/api/unsent', { signal })), refetchInterval: 30_000, enabled: may('unsent.read') })
  const phones = computed(() => query.data.value?.phones ?? [])
  return { query, phones, refusals: computed(() => query.data.value?.refused ?? []), refresh: () => client.invalidateQueries({ queryKey: ['unsent'] }) }
}

/** How old something is, as short as a row of the board has room for: "8 分", "3 时", "2 天". */
export function sayAge(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 60) return t('minutes', { n: minutes })
  return minutes < 48 * 60 ? t('hours', { n: Math.floor(minutes / 60) }) : t('ageDays', { n: Math.floor(minutes / 1440) })
}

const acts = ['install', 'swap_device', 'swap_sim', 'swap_both', 'remove', 'transfer'] as const
const ends = ['factory', 'warehouse', 'van', 'customer', 'scrap'] as const
const whats = [
  'person', 'state', 'item_state', 'act', 'new_device_no', 'new_iccid', 'old_device_no', 'old_iccid', 'old_device_end', 'mounting', 'remedy', 'test_result', 'unknown_reason', 'removal_note', 'total_fen', 'due_fen', 'amount_fen',
] as const

export const whatWord = (what: string): string => t(whats.find((one) => one === what) ?? 'nothing')

const coded: Record<string, (value: string) => string> = {
  state: visitStateWord, item_state: itemStateWord,
  act: (value) => t(acts.find((one) => one === value) ?? 'repair'), old_device_end: (value) => t(ends.find((one) => one === value) ?? 'nothing'),
}

/** Cards are compared digit by digit. */
export const isCard = (what: string): boolean => what.endsWith('_iccid')

/** One of the two values in words; nobody reads a code. */
export function valueWord(what: string, value: Value): string {
  if (value === null || value === '') return t('nothing')
  return typeof value === 'number' ? sayMoney(value) : (coded[what]?.(value) ?? value)
}
