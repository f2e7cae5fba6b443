import type { Act, Day, Item, Missing, Visit } from './shapes'

/** Which numbers an act can't do without; the same table as the server's papers. */
export const numbersOfAct: Record<Act, readonly NumberField[]> = {
  install: ['new_device_no'],
  swap_device: ['old_device_no', 'new_device_no', 'old_device_end'],
  swap_sim: ['new_iccid'],
  swap_both: ['old_device_no', 'new_device_no', 'old_device_end', 'new_iccid'],
  remove: ['old_device_no', 'old_device_end'],
  transfer: ['old_device_no'],
  none: [],
}
export type NumberField = 'new_device_no' | 'old_device_no' | 'new_iccid' | 'old_device_end'

const actOfKind: Record<string, Act> = { install: 'install', removal: 'remove', transfer: 'transfer', inspection: 'none' }

/** What is done with the vehicle: as written down, else what the kind of order says, else unknown. */
export function actOf(kind: string, item: Item): Act | null {
  return (item.act as Act | null) ?? actOfKind[kind] ?? null
}

/** The terminal's old number, typed or known from the ledger. */
export const oldDevice = (item: Item): string => item.old_device_no ?? item.installed?.terminal_no ?? ''
export const oldSim = (item: Item): string => item.old_iccid ?? item.installed?.iccid ?? ''

/** What keeps a vehicle from being finished: the act, then its numbers in the order in which hands meet them. */
export function lacksOf(kind: string, item: Item): ('act' | NumberField)[] {
  const act = actOf(kind, item)
  if (!act) return ['act']
  if (item.unknown_reason) return []
  const has: Record<NumberField, string | null> = {
    new_device_no: item.new_device_no, new_iccid: item.new_iccid, old_device_end: item.old_device_end, old_device_no: oldDevice(item),
  }
  return numbersOfAct[act].filter((field) => !has[field])
}

const jobOfAct: Record<string, string> = { swap_device: 'swap_device', swap_sim: 'swap_sim', swap_both: 'swap_device', remove: 'remove', transfer: 'swap_device' }
const jobOfKind: Record<string, string> = { repair: 'repair', removal: 'remove', transfer: 'swap_device', inspection: 'repair' }

/** Which row of the photo rules a vehicle falls under: what was done, else the kind of order, else the family. */
export function photoJob(kind: string, family: string, act: string | null): string {
  const done = act ? jobOfAct[act] : undefined
  if (done) return done
  return jobOfKind[kind] ?? (act === 'none' ? 'repair' : family || 'install')
}

/** The photos that a vehicle wants, as the server will ask for them once it knows the act. */
export function photosOf(day: Day, kind: string, family: string, act: string | null): Pick<Item, 'photos_required' | 'photos_optional'> | null {
  const ruleOf = (job: string) => (day.photo_rules ?? []).find((one) => one.job === job)
  const rule = ruleOf(photoJob(kind, family, act)) ?? ruleOf('*')
  return rule ? { photos_required: rule.required, photos_optional: rule.optional } : null
}

const money = (visit: Visit): Missing[] => {
  if (!visit.fees) return [{ code: 'fees_open', item_id: null, params: {} }]
  const open = visit.fees.total_fen - visit.fees.collected_fen
  return open > 0 ? [{ code: 'payment_open', item_id: null, params: { open_fen: String(open) } }] : []
}

function ofItem(item: Item): Missing[] {
  const taken = new Set(item.photos.map((photo) => photo.code))
  const found: Missing[] = item.state === 'open' ? [{ code: 'item_open', item_id: item.id, params: {} }] : []
  if (item.state === 'open' || item.state === 'recorded') {
    for (const { code } of item.photos_required) if (!taken.has(code)) found.push({ code: 'photo_missing', item_id: item.id, params: { code } })
  }
  return found
}

/** Everything that is missing before the visit can be completed (R15), as the server will see it. */
export function missingOf(visit: Visit): Missing[] {
  const found = visit.items.filter((item) => item.state !== 'cancelled').flatMap(ofItem)
  if (visit.items.some((item) => item.state !== 'suspended')) found.push(...money(visit))
  if (!visit.signature) found.push({ code: 'signature_missing', item_id: null, params: {} })
  return found
}
