import { local } from '../../offline/store'
import { deviceFault, iccidFault, sameSim, tidy, type Fault } from '../../offline/numbers'
import { nearest } from '../../offline/near'
import type { NumberField } from '../../offline/papers'
import type { Item, Van } from '../../offline/shapes'

export type ScanField = 'new_device_no' | 'old_device_no' | 'new_iccid' | 'old_iccid'
export const isSim = (field: ScanField | NumberField): boolean => field === 'new_iccid' || field === 'old_iccid'
export const isOld = (field: ScanField | NumberField): boolean => field.startsWith('old')

/** What the phone can say about a number, with no signal: wrong, known by custody or ledger, or strange. */
export interface Verdict { fault: Fault | null; known: boolean }

export function judge(field: ScanField, text: string, item: Item): Verdict {
  const value = tidy(text)
  if (value.length < 5) return { fault: null, known: false }
  const fault = isSim(field) ? iccidFault(value) : deviceFault(value)
  return { fault, known: isOld(field) ? sameAsLedger(field, value, item) : onVan(field, value) }
}

function onVan(field: ScanField, value: string): boolean {
  const van = local.value?.van
  if (isSim(field)) return van?.sims.some((one) => sameSim(one.iccid, value)) ?? false
  return van?.devices.some((one) => tidy(one.terminal_no) === value || one.imei === value) ?? false
}

function sameAsLedger(field: ScanField, value: string, item: Item): boolean {
  const { installed } = item
  if (!installed) return false
  return isSim(field) ? sameSim(installed.iccid, value) : tidy(installed.terminal_no) === value || installed.imei === value
}

/** What was probably meant, out of the van and of what the visit's vehicles carry, with no signal. */
export const meant = (field: ScanField, text: string, item: Item): string[] => nearest(text, isOld(field) ? sitting(field, item) : carried(field))

function sitting(field: ScanField, { installed }: Item): string[] {
  if (!installed) return []
  return isSim(field) ? [installed.iccid] : [installed.terminal_no, installed.imei]
}

function carried(field: ScanField): string[] {
  const van = local.value?.van
  if (!van) return []
  return isSim(field) ? van.sims.map((one) => one.iccid) : van.devices.flatMap((one) => [one.terminal_no, one.imei])
}

/** What of the van fits the field, by its number: terminals of the family that the vehicle needs first. */
export function fitting(field: ScanField, item: Item): string[] {
  const van = local.value?.van
  if (!van || isOld(field)) return []
  if (isSim(field)) return van.sims.map((one) => one.iccid)
  const family = (one: Van['devices'][number]): number => (one.family === item.family ? 0 : 1)
  return [...van.devices].sort((a, b) => family(a) - family(b)).map((one) => one.terminal_no)
}
