import { computed, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { isoDay } from '@shared/format/zone'
import { fileLang } from '@shared/i18n/locale'
import { usePages } from '../../parts/cursor'
import { fetchFile } from '../../parts/download'
import { t } from './messages'

export type OrderRow = components['schemas']['OrderRow']
export type Order = components['schemas']['OrderOut']

/** The states by which people look for orders, in the order of an order's life. */
export const stateFilters = ['', 'submitted', 'approved', 'in_progress', 'on_hold', 'completed', 'closed', 'rejected,cancelled'] as const
/** How the list can stand; the first is the usual one. */
export const sorts = ['newest', 'oldest', 'due', 'customer'] as const
/** Whose signature is outstanding, or will not come. */
export const signatures = ['', 'asked', 'declined'] as const
type Query = { state: string; kind: string; centre_id: string; q: string; customer_id: string; signature: (typeof signatures)[number]; sort: (typeof sorts)[number] }
const word = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The list with its filters; they stand in the address, so that every list can be linked. */
export function useOrders() {
  const route = useRoute()
  const router = useRouter()
  const part = (name: string) => computed({
    get: () => word(route.query[name]),
    set: (next: string) => void router.replace({ query: { ...route.query, [name]: next || undefined } }),
  })
  const filter = { state: part('state'), kind: part('kind'), centre: part('centre'), q: part('q'), customer: part('customer'), signature: part('signature'), sort: part('sort') }
  const id = part('id')
  const query = computed<Query>(() => ({ state: filter.state.value, kind: filter.kind.value, centre_id: filter.centre.value, q: filter.q.value, customer_id: filter.customer.value, signature: signatures.find((one) => one === filter.signature.value) ?? '', sort: sorts.find((one) => one === filter.sort.value) ?? 'newest' }))
  const list = usePages<OrderRow>(
    computed(() => ['orders', query.value]),
    (cursor, signal) => call(api.GET('/api/orders', { signal, params: { query: { ...query.value, limit: 50, cursor: cursor ?? null } } })),
    { every: 30_000 },
  )
  const clearCustomer = (): void => void router.replace({ query: { ...route.query, customer: undefined, customerName: undefined } })
  return { filter, id, list, ...useExport(() => query.value), customerName: computed(() => word(route.query.customerName)), clearCustomer }
}

/** The list as it is filtered, as a spreadsheet; a list that is too long is refused in words. */
function useExport(query: () => Query) {
  const exporting = ref(false)
  async function exportList(): Promise<void> {
    exporting.value = true
    const params = { query: { ...query(), lang: fileLang() } }
    await fetchFile(() => call(api.GET('/api/orders.xlsx', { params, parseAs: 'blob' })), `${t('title')} ${isoDay(Date.now())}.xlsx`)
    exporting.value = false
  }
  return { exporting, exportList }
}
