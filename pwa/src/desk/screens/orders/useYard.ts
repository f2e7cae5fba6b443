import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { api, call } from '@shared/api/client'
import { asApiError, type ApiError } from '@shared/api/errors'
import type { components } from '@shared/api/schema.gen'
import { toast } from '@shared/ui/toast'
import { t } from './yard-messages'

export type Yard = components['schemas']['YardOut']
export type Clash = Yard['clashes'][number]

/** The list that several work on: read, a clash settled, one more sent. */
export function useYard(orderId: () => string) {
  const client = useQueryClient()
  const key = computed(() => ['yard', orderId()])
  const busy = ref(false)
  const { data: yard, error, refetch } = useQuery({ queryKey: key, queryFn: ({ signal }) => call(api.GET('/api/orders/{order_id}/yard', { signal, params: { path: { order_id: orderId() } } })), refetchInterval: 20_000 })

  async function act(asked: () => Promise<unknown>, says: string): Promise<ApiError | null> {
    if (busy.value) return null
    busy.value = true
    try {
      await asked()
      toast(says)
      return null
    } catch (thrown) {
      const error = asApiError(thrown)
      toast(error.say(), { kind: 'late', stays: 12_000 })
      return error
    } finally {
      busy.value = false
      for (const queryKey of [key.value, ['order', orderId()], ['board'], ['trail', orderId()]]) void client.invalidateQueries({ queryKey })
    }
  }
  const settle = (clash: Clash, claim_id: string | null, note: string): Promise<ApiError | null> =>
    act(() => call(api.POST('/api/orders/{order_id}/clashes/{clash_id}/settle', { params: { path: { order_id: orderId(), clash_id: clash.id } }, body: { claim_id, note } })), t('settled'))
  const sendMate = (visit: { id: string; version: number }, person: { id: string; name: string }, overrule_reason: string): Promise<ApiError | null> =>
    act(() => call(api.POST('/api/visits/{visit_id}/mates', { params: { path: { visit_id: visit.id } }, body: { version: visit.version, technician_id: person.id, overrule_reason } })), t('sent', { name: person.name }))
  return { yard, error, refetch, busy, settle, sendMate }
}
