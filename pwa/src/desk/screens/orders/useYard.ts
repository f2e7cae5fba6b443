import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { useAct } from '@shared/ui/act'
import { toast } from '@shared/ui/toast'
import { t } from './yard-messages'

export type Yard = components['schemas']['YardOut']
export type Clash = Yard['clashes'][number]

/** The list that several work on: read, a clash settled, one more sent. */
export function useYard(orderId: () => string) {
  const client = useQueryClient()
  const key = computed(() => ['yard', orderId()])
  const { data: yard, error, refetch } = useQuery({ queryKey: key, queryFn: ({ signal }) => call(api.GET('/api/orders/{order_id}/yard', { signal, params: { path: { order_id: orderId() } } })), refetchInterval: 20_000 })

  const { busy, failed, act } = useAct({
    aloud: true,
    after: () => { for (const queryKey of [key.value, ['order', orderId()], ['board'], ['trail', orderId()]]) void client.invalidateQueries({ queryKey }) },
  })
  const step = (asked: () => Promise<unknown>, says: string): Promise<boolean> => act(async () => {
    await asked()
    toast(says)
  })
  const settle = (clash: Clash, claim_id: string | null, note: string): Promise<boolean> =>
    step(() => call(api.POST('/api/orders/{order_id}/clashes/{clash_id}/settle', { params: { path: { order_id: orderId(), clash_id: clash.id } }, body: { claim_id, note } })), t('settled'))
  const sendMate = (visit: { id: string; version: number }, person: { id: string; name: string }, overrule_reason: string): Promise<boolean> =>
    step(() => call(api.POST('/api/visits/{visit_id}/mates', { params: { path: { visit_id: visit.id } }, body: { version: visit.version, technician_id: person.id, overrule_reason } })), t('sent', { name: person.name }))
  return { yard, error, refetch, busy, failed, settle, sendMate }
}
