import { ref, type ComputedRef, type Ref } from 'vue'
import { api, call } from '@shared/api/client'
import { asApiError } from '@shared/api/errors'
import { sayTime } from '@shared/format/time'
import { toast, toastUndo } from '@shared/ui/toast'
import { beatenBy, within } from '../../parts/visit/moving'
import { shortCompany } from '../../parts/words'
import { t } from './messages'
import type { Ranked, Ranking, Waiting } from './useBoard'

interface Needs {
  order: ComputedRef<Waiting | undefined>
  ranking: Ref<Ranking | undefined>
  choice: { choose: (order: string | null) => void; overruling: Ref<boolean>; overruleWho: Ref<string | undefined>; personAt: Ref<number> }
  refresh: () => Promise<unknown>
}

const nameOf = (order: Waiting): string => shortCompany(order.customer_name) || order.no

/** Says a refusal; a lost race also leaves the order, which somebody else has. */
async function refused(thrown: unknown, { choice, refresh }: Needs): Promise<void> {
  const error = asApiError(thrown)
  const beaten = beatenBy(error)
  toast(beaten ? t('beaten', beaten) : error.say(), { kind: 'late', stays: 12_000 })
  if (error.code === 'changed_meanwhile') choice.choose(null)
  await refresh()
}

async function undo(visitId: string, version: number, name: string, needs: Needs): Promise<void> {
  try {
    await call(api.POST('/api/visits/{visit_id}/undo-dispatch', { params: { path: { visit_id: visitId } }, body: { version } }))
    toast(t('undone', { order: name }))
    await needs.refresh()
  } catch (thrown) {
    await refused(thrown, needs)
  }
}

/** Sending somebody, with ten seconds to take it back, and without a question in between. */
export function useSending(around: Needs) {
  const { order, ranking, choice } = around
  const sending = ref(false)

  async function dispatch(technician: { id: string; name: string }, start: string, reason = ''): Promise<void> {
    const going = order.value
    const needs = ranking.value?.needs
    if (!going || !needs || sending.value) return
    sending.value = true
    const promised = { start: needs.window_start, end: needs.window_end }
    try {
      const visit = await call(api.POST('/api/orders/{order_id}/dispatch', {
        params: { path: { order_id: going.order_id } },
        body: { version: going.version, technician_id: technician.id, window_start: needs.window_start, window_end: needs.window_end, planned_start: within(start, promised), overrule_reason: reason },
      }))
      choice.choose(null)
      toastUndo(t('sent', { order: nameOf(going), time: sayTime(visit.planned_start), name: technician.name }), () => void undo(visit.visit_id, visit.version, nameOf(going), around))
      await around.refresh()
    } catch (thrown) {
      await refused(thrown, around)
    } finally {
      sending.value = false
    }
  }

  const send = (person: Ranked | undefined): void => {
    if (person) void dispatch({ id: person.technician_id, name: person.name }, person.start)
  }
  const sendAnyway = (technician: { id: string; name: string }, reason: string): void => void dispatch(technician, ranking.value?.needs.window_start ?? '', reason)

  return { sending, send, sendAnyway, takeBack: (id: string, version: number, name: string): void => void undo(id, version, name, around), drop: dropper(around, send) }
}

/** Dropped on a lane: who fits goes at once, who does not asks for the reason. */
function dropper({ ranking, choice }: Needs, send: (person: Ranked | undefined) => void) {
  return (technicianId: string): void => {
    const fits = ranking.value?.ranked.find((one) => one.technician_id === technicianId)
    if (fits) return send(fits)
    const out = ranking.value?.ruled_out.find((one) => one.technician_id === technicianId)
    choice.overruling.value = Boolean(out)
    choice.overruleWho.value = out?.overrulable ? out.technician_id : undefined
  }
}
