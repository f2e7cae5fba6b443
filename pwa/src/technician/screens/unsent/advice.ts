import type { Payloads, Refused } from '../../offline/shapes'

/** What helps after a refusal: do it again in the visit, hand in again, or let dispatch decide. */
export type Help = 'visit' | 'remit' | 'ask'
/** What to do, as a sentence of messages.ts. */
export type Advice = 'doAgain' | 'doFees' | 'doRemit' | 'doMoved' | 'doVehicle' | 'doOffice' | 'doOrder' | 'doPhoto' | 'doApp' | 'doAccount'

/** For every refusal that a phone's command can get; tests/backend/sync/test_unsent_advice.py walks the server's for them. */
const advice: Record<string, Advice> = {
  papers_missing: 'doAgain', number_missing: 'doAgain', act_missing: 'doAgain', reason_missing: 'doAgain', reason_needed: 'doAgain', removal_papers: 'doAgain', suspend_needs_complete: 'doAgain',
  fees_differ: 'doFees', fees_not_ready: 'doAgain', fees_not_confirmed: 'doFees', more_than_due: 'doFees', fees_below_paid: 'doOffice',
  nothing_held: 'doRemit', remittance_differs: 'doRemit',
  wrong_state: 'doMoved', visit_not_yours: 'doMoved', not_found: 'doMoved', changed_meanwhile: 'doMoved',
  item_done: 'doVehicle', item_not_of_visit: 'doVehicle',
  not_a_picture: 'doPhoto', hash_mismatch: 'doPhoto', piece_too_long: 'doPhoto', file_too_large: 'doPhoto',
  unknown_command: 'doApp', invalid_payload: 'doApp', command_changed: 'doApp', stale_sequence: 'doApp', unknown_code: 'doApp', unknown_product: 'doApp', bad_quantity: 'doApp',
  extra_price: 'doAgain', extra_not_labour: 'doAgain', extra_taken_off: 'doAgain', plate_or_vin: 'doAgain', vehicle_or_plate: 'doAgain', unknown_plate_colour: 'doAgain', regulated_reason_missing: 'doAgain', in_order_already: 'doAgain', vehicle_exists: 'doAgain', invalid_input: 'doAgain',
  extra_not_in_ledger: 'doOrder', extra_others: 'doOrder', extra_paid: 'doOrder', extra_regulated: 'doOrder', extra_too_many: 'doOrder', extra_transfer: 'doOrder', too_many_items: 'doOrder', authority_date: 'doOrder',
  extra_unknown: 'doMoved', id_taken: 'doApp',
  not_allowed: 'doAccount', role_may_not: 'doAccount', no_technician: 'doAccount', not_yours: 'doAccount', no_van: 'doAccount',
}
const mended = new Set<Advice>(['doAgain', 'doFees', 'doPhoto'])

/** What to do about a refusal; one of tomorrow's is for dispatch. */
export const adviceFor = (code: string): Advice => advice[code] ?? 'doMoved'

export function helpFor({ kind, code }: Pick<Refused, 'kind' | 'code'>): Help {
  if (kind === 'remittance.submit' && adviceFor(code) === 'doRemit') return 'remit'
  return mended.has(adviceFor(code)) || code === 'invalid_payload' ? 'visit' : 'ask'
}

export interface SpokenNumber { what: 'newDevice' | 'newSim'; value: string; kind: 'imei' | 'iccid' | 'plain' }

/** The number that a refused record was about, to be read aloud on the telephone. */
export function numberOf({ kind, payload }: Pick<Refused, 'kind' | 'payload'>): SpokenNumber | null {
  if (kind !== 'item.record') return null
  const { new_device_no: device, new_iccid: sim } = (payload as Payloads['item.record']).fields
  if (device) return { what: 'newDevice', value: device, kind: /^\d{15}$/.test(device) ? 'imei' : 'plain' }
  return sim ? { what: 'newSim', value: sim, kind: 'iccid' } : null
}
