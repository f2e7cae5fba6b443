import type { Payloads, Refused } from '../../offline/shapes'

/** What helps after a refusal: do it again in the visit, hand in again, or let dispatch decide. */
export type Help = 'visit' | 'remit' | 'ask'

/** Refusals that the technician mends himself: something was missing or does not add up. All others are for dispatch. */
const mendable = new Set([
  'papers_missing', 'number_missing', 'act_missing', 'reason_missing', 'reason_needed', 'invalid_payload', 'not_a_picture', 'hash_mismatch',
  'fees_differ', 'fees_not_ready', 'fees_not_confirmed', 'more_than_due',
])

export function helpFor({ kind, code }: Pick<Refused, 'kind' | 'code'>): Help {
  if (kind === 'remittance.submit') return 'remit'
  return mendable.has(code) ? 'visit' : 'ask'
}

export interface SpokenNumber { what: 'newDevice' | 'newSim'; value: string; kind: 'imei' | 'iccid' | 'plain' }

/** The number that a refused record was about, to be read aloud on the telephone. */
export function numberOf({ kind, payload }: Pick<Refused, 'kind' | 'payload'>): SpokenNumber | null {
  if (kind !== 'item.record') return null
  const { new_device_no: device, new_iccid: sim } = (payload as Payloads['item.record']).fields
  if (device) return { what: 'newDevice', value: device, kind: /^\d{15}$/.test(device) ? 'imei' : 'plain' }
  return sim ? { what: 'newSim', value: sim, kind: 'iccid' } : null
}
