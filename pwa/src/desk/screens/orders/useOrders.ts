import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { usePages } from '../../parts/cursor'

export type OrderRow = components['schemas']['OrderRow']
export type Order = components['schemas']['OrderOut']

/** The states by which people look for orders, in the order of an order's life. */
export const stateFilters = ['', 'submitted', 'approved', 'in_progress', 'on_hold', 'completed', 'closed', 'rejected,cancelled'] as const
const word = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The list with its filters; they stand in the address, so that every list can be linked. */
export function useOrders() {
  const route = useRoute()
  const router = useRouter()
  const part = (name: string) => computed({
    get: () => word(route.query[name]),
    set: (next: string) => void router.replace({ query: { ...route.query, [name]: next || undefined } }),
  })
  const filter = { state: part('state'), kind: part('kind'), centre: part('centre'), q: part('q'), customer: part('customer') }
  const id = part('id')
  const query = computed(() => ({ state: filter.state.value, kind: filter.kind.value, centre_id: filter.centre.value, q: filter.q.value, customer_id: filter.customer.value }))
  const list = usePages<OrderRow>(
    computed(() => ['orders', query.value]),
    (cursor, signal) => call(api.GET('/api/orders', { signal, params: { query: { ...query.value, limit: 50, cursor: cursor ?? null } } })),
    { every: 30_000 },
  )
  const clearCustomer = (): void => void router.replace({ query: { ...route.query, customer: undefined, customerName: undefined } })
  return { filter, id, list, customerName: computed(() => word(route.query.customerName)), clearCustomer }
}
