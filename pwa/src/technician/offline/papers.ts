import type { Act, Day, Item, Missing, Named, RemovalReason, Visit } from './shapes'

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

/** Whether what sits in the vehicle, or a part of it, comes out. */
export function takesOut(kind: string, item: Item): boolean {
  const act = actOf(kind, item)
  return act !== null && act !== 'install' && act !== 'none'
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

/** What is known of a terminal that leaves its vehicle; `regulated` is said of the vehicle that it leaves. */
export interface Leaving { act: string | null; regulated: boolean; approved: boolean; reason: string | null; note: string; released: boolean }
export type RemovalLack = 'approval' | 'removal_reason' | 'removal_note' | 'provider_released'

/** Whether the law asks for more than the work (R39). */
export const isGuarded = ({ act, regulated }: Pick<Leaving, 'act' | 'regulated'>): boolean => regulated && (act === 'remove' || act === 'transfer')

/** What still keeps a terminal in a regulated vehicle; the same rule as the server's, held to the same cases. */
export function lacksOfRemoval(leaving: Leaving, reasons: readonly Pick<RemovalReason, 'code' | 'needs_note' | 'needs_release'>[]): RemovalLack[] {
  if (!isGuarded(leaving)) return []
  const lacks: RemovalLack[] = leaving.approved ? [] : ['approval']
  const reason = reasons.find((one) => one.code === leaving.reason)
  if (!reason) return [...lacks, 'removal_reason']
  if (reason.needs_note && !leaving.note.trim()) lacks.push('removal_note')
  if (reason.needs_release && !leaving.released) lacks.push('provider_released')
  return lacks
}

/** The terminal that this vehicle's work takes out; a transfer takes it out of the other vehicle. */
export function leavingOf(visit: Pick<Visit, 'kind' | 'removal_approved' | 'extras'>, item: Item): Leaving {
  const act = actOf(visit.kind, item)
  return {
    act, regulated: act === 'transfer' && item.from_plate !== null ? item.from_regulated : item.regulated, approved: visit.removal_approved && !visit.extras.some((one) => one.item_id === item.id && !one.removal_approved),
    reason: item.removal_reason, note: item.removal_note, released: item.provider_released,
  }
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
export function photosOf(day: Day, kind: string, family: string, act: string | null, guarded = false): Pick<Item, 'photos_required' | 'photos_optional'> | null {
  const ruleOf = (job: string) => (day.photo_rules ?? []).find((one) => one.job === job)
  const rule = ruleOf(photoJob(kind, family, act)) ?? ruleOf('*')
  if (!rule) return null
  const consent: Named[] = guarded && !rule.required.some(({ code }) => code === day.consent_photo.code) ? [day.consent_photo] : []
  return { photos_required: [...rule.required, ...consent], photos_optional: rule.optional }
}

const money = (visit: Visit): Missing[] => {
  if (!visit.fees) return [{ code: 'fees_open', item_id: null, params: {} }]
  const open = visit.fees.total_fen - visit.fees.collected_fen
  return open > 0 ? [{ code: 'payment_open', item_id: null, params: { open_fen: String(open) } }] : []
}

function ofItem(visit: Visit, item: Item, reasons: readonly RemovalReason[]): Missing[] {
  const taken = new Set(item.photos.map((photo) => photo.code))
  const found: Missing[] = item.state === 'open' ? [{ code: 'item_open', item_id: item.id, params: {} }] : []
  if (item.state === 'open' || item.state === 'recorded') {
    for (const what of lacksOfRemoval(leavingOf(visit, item), reasons)) found.push({ code: 'removal_missing', item_id: item.id, params: { what } })
    for (const { code } of item.photos_required) if (!taken.has(code)) found.push({ code: 'photo_missing', item_id: item.id, params: { code } })
  }
  return found
}

/** What this visit answers for: without what a mate has on his list too and nobody has done yet (R35). */
export const shareOf = (visit: Visit): Item[] => visit.items.filter((item) => item.state !== 'cancelled' && !(item.shared && item.state !== 'recorded'))

/** The customer signs for the whole visit, or for its vehicles part by part; who has none of a shared list needs no signature. */
function signed(visit: Visit, items: readonly Item[]): boolean {
  const done = items.filter((item) => item.state === 'recorded')
  return Boolean(visit.signature) || !items.length || (done.length > 0 && done.every((item) => item.accepted))
}

/** Everything that is missing before the visit can be completed (R15), as the server will see it. */
export function missingOf(visit: Visit, reasons: readonly RemovalReason[]): Missing[] {
  const items = shareOf(visit)
  const found = items.flatMap((item) => ofItem(visit, item, reasons))
  if (items.some((item) => item.state !== 'suspended')) found.push(...money(visit))
  if (!signed(visit, items)) found.push({ code: 'signature_missing', item_id: null, params: {} })
  return found
}
