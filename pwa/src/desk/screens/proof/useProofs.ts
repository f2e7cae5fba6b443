import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { usePages } from '../../parts/cursor'
import { t } from './messages'

export type ProofLine = components['schemas']['ProofLineOut']
export type Rework = components['schemas']['ReworkOut']
export const lists = ['waiting', 'given_up', 'failed', 'not_checked', 'passed', 'rework'] as const
export type ListName = (typeof lists)[number]
export type ProofList = Exclude<ListName, 'rework'>

/** How many there are of each; a number opens its list. */
export const useCounts = () => useQuery({ queryKey: ['proofs', 'counts'], queryFn: () => call(api.GET('/api/proofs/counts')), refetchInterval: 30_000 })

export const useProofList = (list: Ref<ListName>) => usePages<ProofLine>(
  computed(() => ['proofs', list.value]),
  (cursor) => call(api.GET('/api/proofs', { params: { query: { state: list.value as ProofList, limit: 50, cursor: cursor ?? null } } })),
  { every: 30_000, enabled: computed(() => list.value !== 'rework') },
)
export const useReworks = (list: Ref<ListName>) => usePages<Rework>(
  computed(() => ['proofs', 'reworks']),
  (cursor) => call(api.GET('/api/reworks', { params: { query: { state: 'open', limit: 50, cursor: cursor ?? null } } })),
  { every: 30_000, enabled: computed(() => list.value === 'rework') },
)

/** "3 天", "5 小时", "12 分": how long something has waited. */
export function age(since: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000))
  if (minutes < 60) return t('minutes', { n: minutes })
  return minutes < 48 * 60 ? t('hours', { n: Math.floor(minutes / 60) }) : t('days', { n: Math.floor(minutes / 1440) })
}
const acts = ['install', 'swap_device', 'swap_sim', 'swap_both', 'transfer', 'none'] as const
export const actWord = (act: string): string => t(`act_${acts.find((one) => one === act) ?? 'none'}`)
