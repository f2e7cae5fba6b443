import { keepPhoto } from '../../offline/photos'
import { place } from '../../offline/place'
import { give } from '../../offline/sync'
import { uuid7 } from '../../offline/ids'
import { actOf, takesOut } from '../../offline/papers'
import type { Extra, Item, ItemFields, Kind, Named, Payloads, StoredFile, Visit } from '../../offline/shapes'
import { about } from '../../words'
import { rebinding, type CardGuard } from './card'

type OfVisitOnly = 'visit.accept' | 'visit.contacted' | 'visit.start' | 'visit.complete'

/** The old numbers that the phone showed and nobody contradicted: they are what this person says was taken out, whatever the books say later. */
function shownOld(kind: string, item: Item): ItemFields | null {
  const { installed } = item
  if (!installed || !takesOut(kind, item)) return null
  const fields: ItemFields = { ...unsaid(item, 'old_device_no', installed.terminal_no), ...(actOf(kind, item) !== 'swap_device' && unsaid(item, 'old_iccid', installed.iccid)) }
  return Object.keys(fields).length ? fields : null
}
const unsaid = (item: Item, field: 'old_device_no' | 'old_iccid', shown: string): ItemFields => (item[field] || !shown ? {} : { [field]: shown })

/** Which vehicle, and how much of what others said of it this phone knew (R35). */
const of = (item: Item) => ({ item_id: item.id, based_on: item.version })

/** What is being written down at this moment: a press that a glove makes twice is one act. */
const underHand = new Map<string, Promise<void>>()
function once(what: string, write: () => Promise<void>): Promise<void> {
  const now = underHand.get(what) ?? write().finally(() => underHand.delete(what))
  underHand.set(what, now)
  return now
}

/** Everything that can be done with a visit, each one command. */
export function actingOn(visit: () => Visit) {
  const say = <K extends Kind>(kind: K, more: Omit<Payloads[K], 'visit_id'>, item?: Item | null, code?: Named, file?: StoredFile): Promise<void> => {
    const payload = { visit_id: visit().id, ...more } as never as Payloads[K]
    return once(`${kind} ${JSON.stringify(payload)}`, () => give(kind, payload, about(visit(), item, code), file))
  }
  return {
    plain: (kind: OfVisitOnly) => say(kind, {}),
    because: (kind: 'visit.decline' | 'visit.fail', reason: string) => say(kind, { reason }),
    suspend: (reason: string, missing: string) => say('visit.suspend', { reason, missing }),
    suspendItem: (item: Item, reason: string, missing: string) => say('item.suspend', { ...of(item), reason, missing }, item),
    tick: (ticked: string[]) => say('visit.checklist', { ticked }),
    move: async (kind: 'visit.set_off' | 'visit.arrive') => say(kind, await place(1_500)),
    record: (item: Item, fields: ItemFields) => say('item.record', { ...of(item), fields }, item),
    finish: async (item: Item) => {
      const shown = shownOld(visit().kind, item)
      if (shown) await say('item.record', { ...of(item), fields: shown }, item)
      await say('item.finish', of(item), item)
    },
    card: (item: Item, guard: CardGuard, kind: 'carrier.ask' | 'carrier.done') => say(kind, { item_id: item.id, ...rebinding(guard) }, item),
    cardWord: (item: Item, guard: CardGuard, word: { reason: string; approved_by: string; approved_how: string }) => say('carrier.override', { item_id: item.id, ...rebinding(guard), ...word }, item),
    photo: async (item: Item | null, code: Named, picture: Blob) => {
      const [file, where] = await Promise.all([keepPhoto(picture, visit().id), place(300)])
      await say('photo.add', { ...(item && { item_id: item.id }), code: code.code, sha256: file.sha256, size: file.size, taken_at: file.taken_at, ...where }, item, code, file)
      // A close picture of the plate is the proof that this is the vehicle (R10); one for which there was no room proves nothing.
      if (item && code.code === 'P2' && item.state === 'open' && !item.vehicle_confirmed) await say('item.record', { ...of(item), fields: { vehicle_confirmed: true } }, item)
    },
    fees: (total_fen: number) => say('fees.confirm', { total_fen }),
    pay: (paid: Omit<Payloads['payment.collect'], 'visit_id'>) => say('payment.collect', paid),
    officeWord: (word: { reason: string; approved_by: string; approved_how: string }) => say('visit.word', { giver: word.approved_by, how: word.approved_how, reason: word.reason }),
    extraVehicle: (car: Omit<Payloads['extra.vehicle'], 'visit_id' | 'item_id'>) => say('extra.vehicle', { item_id: uuid7(), ...car }),
    extraWork: (item: Item, work: Omit<Payloads['extra.work'], 'visit_id' | 'item_id' | 'extra_id'>) => say('extra.work', { item_id: item.id, extra_id: uuid7(), ...work }, item),
    extraAnswer: (extra: Extra, approved: boolean, said_by: string) => say('extra.answer', { extra_id: extra.id, approved, said_by, reason: '' }, visit().items.find((one) => one.id === extra.item_id)),
    sign: async (signed: Omit<Payloads['visit.sign'], 'visit_id'>, file?: StoredFile) => say('visit.sign', { ...signed, ...(file && { taken_at: file.taken_at, ...await place(300) }) }, null, undefined, file),
  }
}
export type Acting = ReturnType<typeof actingOn>
