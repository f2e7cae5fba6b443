import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { usePages } from '../../parts/cursor'

export type Holding = components['schemas']['HoldingOut']
export type Remittance = components['schemas']['RemittanceOut']

const EVERY = 30_000

export const useHoldings = () =>
  useQuery({ queryKey: ['money', 'holdings'], queryFn: () => call(api.GET('/api/finance/holdings')), refetchInterval: EVERY })

export const useBalance = () =>
  useQuery({ queryKey: ['money', 'balance'], queryFn: () => call(api.GET('/api/finance/balance')), refetchInterval: EVERY })

/** The remittances that wait for counting, oldest first. */
export const useWaiting = () =>
  useQuery({
    queryKey: ['money', 'waiting'],
    queryFn: () => call(api.GET('/api/finance/remittances', { params: { query: { state: 'submitted', limit: 100 } } })),
    refetchInterval: EVERY,
  })

/** One remittance with its payments. */
export const useRemittance = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['money', 'remittance', id.value]),
    queryFn: () => call(api.GET('/api/finance/remittances/{remittance_id}', { params: { path: { remittance_id: id.value } } })),
  })

/** The ledger, newest first; of one technician when one is named. */
export const useLedger = (technicianId: Ref<string | undefined>) =>
  usePages(computed(() => ['money', 'ledger', technicianId.value]), (cursor) =>
    call(api.GET('/api/finance/ledger', { params: { query: { cursor, limit: 30, technician_id: technicianId.value } } })))

/** Everything about money is asked anew: one act moves it all. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['money'] })
}
