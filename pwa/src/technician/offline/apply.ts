import { withAnswer, withVehicle, withWork } from './extras'
import { isGuarded, leavingOf, missingOf, photosOf, takesOut } from './papers'
import type { Command, Day, Item, Kind, Payloads, Rebinding, Van, VanTask, Visit, Wallet } from './shapes'

/** What the phone shows: the server's last word with everything on top that is not sent yet. */
export interface Local { day: Day; van: Van | null; wallet: Wallet | null }

type Step<K extends Kind> = (visit: Visit, payload: Payloads[K], at: string, day: Day) => Partial<Visit>
type VisitKind = Exclude<Kind, 'remittance.submit'>

const ofItem = (visit: Visit, id: string | undefined, change: (item: Item) => Partial<Item>): Partial<Visit> => ({
  items: visit.items.map((item) => (item.id === id ? { ...item, ...change(item) } : item)),
})
const recorded = (visit: Visit, payload: Payloads['item.finish']): Partial<Visit> => ofItem(visit, payload.item_id, (item) => ({
  state: 'recorded',
  platform_verdict: 'unchecked',
  proof_failure: null,
  ...(takesOut(visit.kind, item) && { old_device_no: item.old_device_no || item.installed?.terminal_no || null, old_iccid: item.old_iccid || item.installed?.iccid || null }),
}))

/** Signed for: what is done is closed; a mate's vehicles are meant as well (R35). */
const accepted = (visit: Visit, ids: readonly string[]): Partial<Visit> => ({
  items: visit.items.map((item) => (ids.includes(item.id) && item.state === 'recorded' ? { ...item, accepted: true } : item)),
  crew: { ...visit.crew, done: visit.crew.done.map((one) => (ids.includes(one.item_id) ? { ...one, accepted: true } : one)) },
})

/** What each command does to its visit. Pure, and the same in spirit as the server's use cases. */
const steps: { [K in VisitKind]: Step<K> } = {
  'visit.accept': (_visit, _payload, at) => ({ state: 'accepted', accepted_at: at }),
  'visit.decline': () => ({ state: 'declined' }),
  'visit.contacted': (visit, _payload, at) => ({ contacted_at: visit.contacted_at ?? at }),
  'visit.checklist': (_visit, payload) => ({ checklist_ticked: payload.ticked }),
  'visit.set_off': (_visit, _payload, at) => ({ state: 'en_route', set_off_at: at }),
  'visit.arrive': (_visit, _payload, at) => ({ state: 'on_site', arrived_at: at }),
  'visit.start': (_visit, _payload, at) => ({ state: 'working', started_at: at }),
  'visit.fail': () => ({ state: 'failed' }),
  'visit.suspend': (visit, payload) => ({
    state: 'suspended',
    items: visit.items.map((item) => (item.state === 'open' ? { ...item, state: 'suspended', suspend_reason: payload.reason, missing: payload.missing } : item)),
  }),
  'item.record': (visit, payload, _at, day) => ofItem(visit, payload.item_id, (item) => ({
    ...payload.fields as Partial<Item>,
    ...(payload.fields.act && photosOf(day, visit.kind, item.family, payload.fields.act, isGuarded(leavingOf(visit, { ...item, act: payload.fields.act })))),
  })),
  'item.finish': recorded,
  'item.suspend': (visit, payload) => ofItem(visit, payload.item_id, () => ({ state: 'suspended', suspend_reason: payload.reason, missing: payload.missing })),
  'carrier.ask': () => ({}),
  'carrier.done': () => ({}),
  'carrier.override': () => ({}),
  'photo.add': (visit, payload) => {
    const photo = { code: payload.code, sha256: payload.sha256 }
    const more = (photos: Item['photos']): boolean => !photos.some((one) => one.sha256 === photo.sha256 && one.code === photo.code)
    if (!payload.item_id) return more(visit.visit_photos) ? { visit_photos: [...visit.visit_photos, photo] } : {}
    return ofItem(visit, payload.item_id, (item) => (more(item.photos) ? { photos: [...item.photos, photo] } : {}))
  },
  'visit.sign': (visit, payload) => (payload.item_ids ? accepted(visit, payload.item_ids) : { signature: { sha256: payload.sha256 ?? null, signer: payload.signer, reason: payload.reason ?? '', by_link: payload.by_link ?? false } }),
  'visit.word': () => ({}),
  'extra.vehicle': (visit, payload, _at, day) => withVehicle(visit, payload, day),
  'extra.work': (visit, payload, _at, day) => withWork(visit, payload, day),
  'extra.answer': withAnswer,
  'visit.complete': (_visit, _payload, at) => ({ state: 'completed', completed_at: at }),
  'fees.confirm': (visit, payload) => ({ fees: { total_fen: payload.total_fen, collected_fen: visit.fees?.collected_fen ?? 0 } }),
  'payment.collect': (visit, payload) => ({
    fees: { total_fen: visit.fees?.total_fen ?? payload.amount_fen, collected_fen: (visit.fees?.collected_fen ?? 0) + payload.amount_fen },
  }),
}

function step(visit: Visit, command: Command, day: Day): Visit {
  const change = steps[command.kind as VisitKind] as Step<VisitKind>
  return { ...visit, ...change(visit, command.payload as never, command.event_time, day) }
}

/** What a finished vehicle takes off the van, and what money goes into the pocket. */
function beside(local: Local, before: Visit | undefined, command: Command): Local {
  const { van, wallet } = local
  if (command.kind === 'item.finish') {
    const item = before?.items.find((one) => one.id === (command.payload as Payloads['item.finish']).item_id)
    return van && item ? { ...local, van: takenFrom(van, item) } : local
  }
  if (van && 'iccid' in command.payload) return { ...local, van: { ...van, carrier_tasks: withTask(van.carrier_tasks, before, command) } }
  return wallet ? { ...local, wallet: pocketed(wallet, command) } : local
}

const decisions: Partial<Record<Kind, string>> = { 'carrier.ask': 'ask', 'carrier.done': 'rebound', 'carrier.override': 'override' }

/** What the office will have on its list, beside what it has; the last one about a card and a terminal counts. */
function withTask(tasks: readonly VanTask[], visit: Visit | undefined, command: Command): VanTask[] {
  const said = command.payload as Rebinding
  const item = visit?.items.find((one) => one.id === said.item_id)
  const done = command.kind === 'carrier.done'
  return [...tasks, {
    id: command.id, iccid: said.iccid, old_imei: said.old_imei, new_imei: said.new_imei, act: said.act, rule: said.rule, rule_changed: false, over_limit: false,
    decision: decisions[command.kind] ?? 'ask', vehicle_id: item?.vehicle_id ?? '', visit_id: said.visit_id, item_id: said.item_id, state: done ? 'done' : 'asked', note: '',
    asked_at: command.event_time, deadline_at: command.event_time, decided_at: done ? command.event_time : null,
  }]
}

function pocketed(wallet: Wallet, command: Command): Wallet {
  if (command.kind === 'payment.collect') return collected(wallet, command.payload as Payloads['payment.collect'], command.event_time)
  if (command.kind !== 'remittance.submit') return wallet
  return { ...wallet, submitted_fen: wallet.submitted_fen + (command.payload as Payloads['remittance.submit']).amount_fen }
}

function takenFrom(van: Van, item: Item): Van {
  return {
    ...van,
    devices: van.devices.filter((one) => one.terminal_no !== item.new_device_no && one.imei !== item.new_device_no),
    sims: van.sims.filter((one) => !item.new_iccid || one.iccid.slice(0, 19) !== item.new_iccid.slice(0, 19)),
    parts: van.parts.map((one) => ({ ...one, quantity: Math.max(0, one.quantity - (item.parts[one.code] ?? 0)) })),
  }
}

function collected(wallet: Wallet, paid: Payloads['payment.collect'], at: string): Wallet {
  if (paid.method === 'on_account' || paid.method === 'transfer') return wallet // never in the technician's hands
  const cash = paid.method === 'cash' ? paid.amount_fen : 0
  return {
    ...wallet, since: wallet.since ?? at, held_fen: wallet.held_fen + paid.amount_fen,
    cash_fen: wallet.cash_fen + cash, digital_fen: wallet.digital_fen + paid.amount_fen - cash,
  }
}

/** One command on top of what is known, but what is missing. A visit that is no longer there (given to somebody else) changes nothing. */
function put(local: Local, command: Command): Local {
  const id = 'visit_id' in command.payload ? command.payload.visit_id : null
  const before = local.day.visits.find((visit) => visit.id === id)
  const day = before ? { ...local.day, visits: local.day.visits.map((visit) => (visit === before ? step(visit, command, local.day) : visit)) } : local.day
  return beside({ ...local, day }, before, command)
}

/** Commands on top of what is known. What each visit lacks is worked out once, however many there are: a yard has 500 vehicles. */
export function applyAll(local: Local, commands: readonly Command[]): Local {
  const after = commands.reduce(put, local)
  const { removal_reasons: reasons } = after.day
  const visits = after.day.visits.map((visit) => (local.day.visits.includes(visit) ? visit : { ...visit, missing: missingOf(visit, reasons) }))
  return { ...after, day: { ...after.day, visits } }
}
