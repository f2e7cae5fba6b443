import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, type Ref } from 'vue'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { inTurn } from '../../../parts/inTurn'
import { useRefreshStock } from '../useStocking'

export type Count = components['schemas']['CountOut']
export type Sheet = components['schemas']['CountSheetOut']
export type Line = components['schemas']['DifferenceOut']

/** One count: every act answers with the count as it then stands. */
export function useCount(id: Ref<string>) {
  const client = useQueryClient()
  const refresh = useRefreshStock()
  const key = computed(() => ['counts', 'one', id.value])
  const query = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/stock/counts/{count_id}', { params: { path: { count_id: id.value } } })), refetchInterval: 20_000 })
  const busy = ref(0)
  const failed = ref<unknown>(null)
  const queue = inTurn()
  const path = computed(() => ({ params: { path: { count_id: id.value } } }))

  /** True when it was done. `wide` when stock elsewhere changed, too. One scan follows the other: the newest answer is the fullest. */
  async function doing(ask: () => Promise<Sheet>, wide = false): Promise<boolean> {
    busy.value++
    failed.value = null
    try {
      const sheet = await queue(ask)
      await client.cancelQueries({ queryKey: key.value }) // one asked before the act knows less
      client.setQueryData(key.value, sheet)
      if (wide) await refresh()
      return true
    } catch (thrown) {
      failed.value = thrown
      return false
    } finally {
      busy.value--
    }
  }
  const version = (): number => query.data.value?.count.version ?? 1
  return {
    ...query, busy, failed,
    see: (text: string) => doing(() => call(api.POST('/api/stock/counts/{count_id}/see', { ...path.value, body: { text } }))),
    setPart: (code: string, quantity: number) => doing(() => call(api.POST('/api/stock/counts/{count_id}/parts', { ...path.value, body: { code, quantity } }))),
    forget: (entry_id: string) => doing(() => call(api.DELETE('/api/stock/counts/{count_id}/entries/{entry_id}', { params: { path: { count_id: id.value, entry_id } } }))),
    finish: (note: string, reasons: Record<string, string>) => doing(() => call(api.POST('/api/stock/counts/{count_id}/finish', { ...path.value, body: { version: version(), note, reasons } })), true),
    cancel: () => doing(() => call(api.POST('/api/stock/counts/{count_id}/cancel', { ...path.value, body: { version: version() } })), true),
    approve: (note: string) => doing(() => call(api.POST('/api/stock/counts/{count_id}/approve', { ...path.value, body: { version: version(), note } })), true),
    refuse: (note: string) => doing(() => call(api.POST('/api/stock/counts/{count_id}/refuse', { ...path.value, body: { version: version(), note } })), true),
  }
}
