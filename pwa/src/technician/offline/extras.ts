import { photosOf } from './papers'
import type { Day, Extra, Item, Payloads, Visit } from './shapes'

/** Extra vehicles and extra work as the phone shows them before the office has heard of them (R17). */

type Asked = Payloads['extra.vehicle'] | Payloads['extra.work']

const asked = (payload: Asked): Pick<Extra, 'state' | 'by_link' | 'answered_how' | 'answered_by' | 'reason'> => ({
  state: payload.said_by ? 'approved' : 'asked', by_link: payload.by_link && !payload.said_by,
  answered_how: payload.said_by ? 'word' : '', answered_by: payload.said_by, reason: '',
})

export function withVehicle(visit: Visit, payload: Payloads['extra.vehicle'], day: Day): Partial<Visit> {
  const item = vehicleItem(visit, payload, day)
  const extra: Extra = { id: item.id, item_id: item.id, kind: 'vehicle', code: '', name_zh: '', name_en: '', quantity: 0, unit_fen: 0, note: '', removal_approved: false, ...asked(payload) }
  return {
    items: [...visit.items, item], extras: [...visit.extras, extra], fees: null,
    other_vehicles: visit.other_vehicles.filter((one) => one.vehicle_id !== payload.vehicle_id),
  }
}

/** A vehicle of which nothing has been written down. */
const untouched = {
  vin: '', driver_name: '', driver_phone: '', from_plate: null, from_regulated: false, state: 'open', act: null, installed: null, in_warranty: false, photos: [],
  new_device_no: null, new_iccid: null, old_device_no: null, old_iccid: null, old_device_end: null, mounting: '', fault_code: null, cause_code: null, remedy: '', parts: {}, old_parts: {},
  test_result: '', suspend_reason: '', missing: '', unknown_reason: '', removal_reason: null, removal_note: '', provider_released: false, vehicle_confirmed: false,
  platform_verdict: 'unchecked', proof_failure: null, recorded_at: null, warnings: [], version: 1, accepted: false, shared: false,
} satisfies Partial<Item>

const typed = ({ plate = '', plate_colour = 'none' }: Payloads['extra.vehicle']) => ({ vehicle_id: '', plate, plate_colour, vehicle_type: '', fleet_no: '', regulated: false })

/** The vehicle as far as the phone knows it; what sits in it is read from the ledger once the office answers. */
function vehicleItem(visit: Visit, payload: Payloads['extra.vehicle'], day: Day): Item {
  const known = visit.other_vehicles.find((one) => one.vehicle_id === payload.vehicle_id)
  const { family, family_name_zh, family_name_en } = visit.items.find((one) => one.family) ?? { family: '', family_name_zh: '', family_name_en: '' }
  const photos = photosOf(day, visit.kind, family, null) ?? { photos_required: [], photos_optional: [] }
  const seq = Math.max(0, ...visit.items.map((one) => one.seq)) + 1
  return { ...untouched, ...(known ?? typed(payload)), ...photos, id: payload.item_id, seq, family, family_name_zh, family_name_en }
}

export function withWork(visit: Visit, payload: Payloads['extra.work'], day: Day): Partial<Visit> {
  const price = day.price_list.find((one) => one.code === payload.code)
  const extra: Extra = {
    id: payload.extra_id, item_id: payload.item_id, kind: 'work', code: payload.code, name_zh: price?.name_zh ?? payload.code, name_en: price?.name_en ?? payload.code,
    quantity: payload.quantity, unit_fen: payload.unit_fen, note: payload.note, removal_approved: true, ...asked(payload),
  }
  return { extras: [...visit.extras, extra], fees: null }
}

/** What the customer says on site: a vehicle that he does not want is not worked on. */
export function withAnswer(visit: Visit, payload: Payloads['extra.answer']): Partial<Visit> {
  const about = visit.extras.find((one) => one.id === payload.extra_id)
  const takenOff = about?.kind === 'vehicle' && !payload.approved
  return {
    fees: null,
    extras: visit.extras.map((one) => (one === about ? { ...one, state: payload.approved ? 'approved' : 'declined', answered_how: 'word', answered_by: payload.said_by, reason: payload.reason } : one)),
    items: visit.items.map((item) => (takenOff && item.id === about.item_id && (item.state === 'open' || item.state === 'suspended') ? { ...item, state: 'cancelled' } : item)),
  }
}
