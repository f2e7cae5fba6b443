import { ref, watch, type ComputedRef, type Ref } from 'vue'
import { api, call } from '@shared/api/client'
import { asApiError, type ApiError } from '@shared/api/errors'
import { locale } from '@shared/i18n/locale'
import { toast } from '@shared/ui/toast'
import { isPlaced, whoAndWhere, type Fault, type Match, type Opened, type PastOrder } from '../shapes'
import { t as shared } from '../messages'
import { t } from './messages'
import type { CallForm } from './useCall'

interface Around {
  form: CallForm
  match: ComputedRef<Match | undefined>
  vehicle: ComputedRef<Match['vehicle'] | undefined>
  fault: ComputedRef<Fault | undefined>
  duplicates: ComputedRef<PastOrder[]>
  opened: Ref<Opened | undefined>
  refresh: () => Promise<unknown>
}
export type Field = 'fault' | 'place' | 'other' | 'removal' | ''

const lampWords = { on: 'lampOn', blinks: 'lampBlinks', off: 'lampOff', away: 'notThere' } as const

const takesOut = (kind: CallForm['kind']): boolean => kind === 'removal' || kind === 'transfer'

/** What must be said before an order can be opened; the server asks the same and more. */
function missing(form: CallForm, regulated: boolean): Field {
  const lacks: readonly [Field, boolean][] = [
    ['fault', form.kind === 'repair' && !form.fault && !form.symptom.trim()],
    ['other', form.kind === 'transfer' && !form.other],
    ['removal', regulated && takesOut(form.kind) && !form.removal.reason],
    ['place', !isPlaced(form.place)],
  ]
  return lacks.find(([, is]) => is)?.[0] ?? ''
}

/** The caller's own words; without them the name of the fault. */
function symptomOf(form: CallForm, fault: Fault | undefined): string {
  return form.symptom.trim() || (fault ? (locale.value === 'en' ? fault.symptom_en : fault.symptom_zh) : '')
}

/** A transfer takes the device out of the vehicle that was looked up and goes to the other one. */
function bodyOf({ form, fault, vehicle }: Around, customerId: string, vehicleId: string) {
  const moved = form.kind === 'transfer'
  return {
    ...whoAndWhere(form.place, form.person, form.span, form.urgent, form.lamps ? t('lampsNote', { lamp: shared(lampWords[form.lamps]) }) : ''),
    kind: form.kind, customer_id: customerId, vehicle_ids: [moved ? form.other : vehicleId], ...(moved && { from_vehicle_id: vehicleId }),
    fault_code: form.fault || null, symptom: symptomOf(form, fault.value), since_text: form.since.trim(), product_model: '', ignore_duplicate: form.separate, ...asLaw(form, Boolean(vehicle.value?.regulated)),
  }
}

/** What the law wants to know of a regulated vehicle (R39). */
function asLaw({ kind, authority, removal }: CallForm, regulated: boolean) {
  const mended = regulated && kind === 'repair'
  const leaves = regulated && takesOut(kind)
  return {
    authority_due_at: mended ? authority.due : null, authority_notice_no: mended ? authority.notice.trim() : '',
    removal_reason: leaves ? removal.reason : null, removal_note: leaves ? removal.note.trim() : '',
  }
}

/** Opening the order, or noting a chase in the one that is open already. */
export function useOpening(around: Around) {
  const { form, match, vehicle, duplicates, opened } = around
  const busy = ref(false)
  const lacks = ref<Field>('')
  const refused = ref<ApiError>()

  async function doing(act: () => Promise<Opened>): Promise<void> {
    if (busy.value) return
    busy.value = true
    refused.value = undefined
    try {
      opened.value = await act()
    } catch (thrown) {
      const error = asApiError(thrown)
      if (error.code === 'likely_duplicate') { // somebody else has opened it meanwhile: show that one first
        form.separate = false
        await around.refresh()
        toast(error.say(), { kind: 'late' })
      } else refused.value = error
    } finally {
      busy.value = false
    }
  }

  async function save(): Promise<void> {
    const owner = match.value?.customer.id
    const about = vehicle.value?.id
    if (!owner || !about) return
    lacks.value = missing(form, Boolean(vehicle.value?.regulated))
    if (lacks.value) return
    await doing(() => call(api.POST('/api/intake/repairs', { body: bodyOf(around, owner, about) })))
  }
  async function chase(order: PastOrder | undefined = duplicates.value[0]): Promise<void> {
    if (!order) return
    await doing(async () => ({ ...(await call(api.POST('/api/intake/orders/{order_id}/chase', { params: { path: { order_id: order.order_id } }, body: { note: symptomOf(form, around.fault.value) } }))), chased: true }))
  }
  watch(() => ({ ...form, ...form.removal }), () => {
    if (lacks.value) lacks.value = missing(form, Boolean(vehicle.value?.regulated))
    refused.value = undefined
  })
  return { busy, lacks, refused, save, chase }
}
