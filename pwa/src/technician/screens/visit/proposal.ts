import type { Label } from '../../scanning/labels'
import { deviceFault, iccidFault, tidy, type Fault } from '../../offline/numbers'
import { actOf } from '../../offline/papers'
import type { Act, Item } from '../../offline/shapes'
import { isSim, judge, type ScanField } from './stock'

const taking: Record<ScanField, readonly Act[]> = {
  new_device_no: ['install', 'swap_device', 'swap_both'], old_device_no: ['swap_device', 'swap_both', 'remove', 'transfer'],
  new_iccid: ['install', 'swap_sim', 'swap_both'], old_iccid: ['swap_sim', 'swap_both', 'remove'],
}
/** Whether this number belongs to what is done with the vehicle. */
export const takes = (field: ScanField, act: Act | null): boolean => act !== null && taking[field].includes(act)

/** The field of the same label's other half: a terminal's box also carries its card. */
const beside: Record<ScanField, ScanField> = { new_device_no: 'new_iccid', new_iccid: 'new_device_no', old_device_no: 'old_iccid', old_iccid: 'old_device_no' }

/** A number with the field where it belongs. */
export interface Found { field: ScanField; value: string; fault: Fault | null; known: boolean }
/** What was scanned, put where it belongs: for the field that was asked, and for the other half when that is still empty. */
export interface Proposal { own: Found | null; other: Found | null }

const faultOf = (field: ScanField, value: string): Fault | null => (isSim(field) ? iccidFault(value) : deviceFault(value))

/** A terminal's label has an IMEI and a number of the maker: the one that custody or the ledger knows is meant, else the IMEI. */
export function pick(field: ScanField, labels: readonly Label[], item: Item): Found | null {
  const values = labels.flatMap((one) => (isSim(field) ? [one.iccid] : [one.imei, one.serial])).filter(Boolean).map(tidy)
  const found = values.map((value): Found => ({ field, value, fault: faultOf(field, value), known: judge(field, value, item).known }))
  return found.find((one) => one.known) ?? found.find((one) => !one.fault) ?? found[0] ?? null
}

export function propose(kind: string, field: ScanField, labels: readonly Label[], item: Item): Proposal {
  const own = pick(field, labels, item)
  const half = beside[field]
  const other = takes(half, actOf(kind, item)) && !item[half] ? pick(half, labels, item) : null
  return { own, other }
}
