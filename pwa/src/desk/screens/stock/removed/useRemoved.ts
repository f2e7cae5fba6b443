import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, call } from '@shared/api/client'
import type { components, operations } from '@shared/api/schema.gen'
import type { PlateColour } from '@shared/format/plate'
import { isoDay } from '@shared/format/zone'
import { fileLang } from '@shared/i18n/locale'
import { useAct } from '@shared/ui/act'
import { toast } from '@shared/ui/toast'
import { usePages } from '../../../parts/cursor'
import { fetchFile } from '../../../parts/download'
import { useRefreshStock } from '../useStocking'
import { t } from './messages'

export type Removed = components['schemas']['RemovedOut']
export type Detail = components['schemas']['RemovedDetailOut']
export type Share = components['schemas']['ShareOut']
export type Batch = components['schemas']['ReturnBatchOut']
export type Line = components['schemas']['ReturnLineOut']
export type Query = NonNullable<operations['list_removed_api_removed_get']['parameters']['query']>
export type Act = components['schemas']['RemovedActIn']['act']

export const useShares = () => useQuery({ queryKey: ['removed-shares'], queryFn: () => call(api.GET('/api/removed/summary')), refetchInterval: 60_000 })
export const useLimits = () => useQuery({ queryKey: ['removed-limits'], queryFn: () => call(api.GET('/api/removed/limits')), staleTime: 600_000 })

export const useRemovedList = (query: Ref<Query>) => usePages(computed(() => ['removed', query.value]), (cursor) =>
  call(api.GET('/api/removed', { params: { query: { ...query.value, cursor: cursor ?? null, limit: 60 } } })), { every: 60_000 })

export const useRemovedOne = (id: Ref<string>) => useQuery({
  queryKey: computed(() => ['removed-one', id.value]), enabled: computed(() => id.value !== ''), retry: false,
  queryFn: () => call(api.GET('/api/removed/{removed_id}', { params: { path: { removed_id: id.value } } })),
})

export const useBatches = (state: Ref<Batch['state'] | ''>) => usePages(computed(() => ['batches', state.value]), (cursor) =>
  call(api.GET('/api/return-batches', { params: { query: { ...(state.value && { state: state.value as 'open' }), cursor: cursor ?? null } } })), { every: 60_000 })

/** An act on removed terminals: what went well is said, and the stock is read anew. */
export function useActing() {
  const refresh = useRefreshStock()
  const { busy, failed, act } = useAct()
  const run = (ask: () => Promise<unknown>, says: string): Promise<boolean> => act(async () => {
    await ask()
    toast(says)
    await refresh()
  })
  return { busy, failed, run }
}

export const exportRemoved = (query: Query): Promise<void> => fetchFile(
  () => call(api.GET('/api/removed.xlsx', { params: { query: { ...query, lang: fileLang() } }, parseAs: 'blob' })), `${t('removed')} ${isoDay(Date.now())}.xlsx`)

export const packingList = (batch: Batch): Promise<void> => fetchFile(
  () => call(api.GET('/api/return-batches/{batch_id}/packing-list.xlsx', { params: { path: { batch_id: batch.id }, query: { lang: fileLang() } }, parseAs: 'blob' })), `${batch.no}.xlsx`)

/** The label as it is printed, opened in a window of its own. */
export const labelAddress = (id: string): string => `/api/papers/return-labels.pdf?id=${id}&lang=${fileLang()}`

/** The ground of the plate; an entry that nobody gave a plate has none. */
export const colourOf = (one: { plate_colour: string }): PlateColour | null => (one.plate_colour || null) as PlateColour | null
