import { tidy } from '../../offline/numbers'
import { actOf, numbersOfAct } from '../../offline/papers'
import type { Item, ItemFields, Van, Visit } from '../../offline/shapes'
import type { Label } from '../../scanning/labels'
import { pick, takes, type Found } from '../visit/proposal'
import { isSim } from '../visit/stock'

/** What burst mode writes down for one vehicle: its new terminal, and the card where one goes in. */
export const FIELDS = ['new_device_no', 'new_iccid'] as const
export type BurstField = (typeof FIELDS)[number]
export type Pair = Partial<Record<BurstField, string>>

/** Vehicles whose work takes a new terminal or card, in the order of the list. */
export const listOf = (visit: Visit): Item[] =>
  visit.items.filter((item) => (item.state === 'open' || item.state === 'recorded') && FIELDS.some((field) => takes(field, actOf(visit.kind, item))))

/** Whether the work can do without this number: most terminals come with their card inside. */
export const spares = (kind: string, item: Item, field: BurstField): boolean => !numbersOfAct[actOf(kind, item) ?? 'none'].includes(field)

/** The fields that are still to be scanned; a card that can be spared is asked for together with its terminal, when the hand wants cards. */
export function wantedOf(kind: string, item: Item, withSim: boolean, pair: Pair = {}): BurstField[] {
  const act = actOf(kind, item)
  if (item.state !== 'open' || !act) return []
  return FIELDS.filter((field) => takes(field, act) && !item[field] && !pair[field] && (!spares(kind, item, field) || (withSim && !item.new_device_no)))
}

/** Which vehicle is next: the chosen one while it lacks something, else the first that does. */
export function nextOf(visit: Visit, withSim: boolean, chosen: string): Item | null {
  const open = listOf(visit).filter((item) => wantedOf(visit.kind, item, withSim).length)
  return open.find((item) => item.id === chosen) ?? open[0] ?? null
}

/** One thing by whichever of its numbers it was read: a terminal is known by two. */
function thing(field: BurstField, value: string, van: Van | null): string {
  const number = tidy(value)
  if (isSim(field)) return number.slice(0, 19)
  return van?.devices.find((one) => tidy(one.terminal_no) === number || one.imei === number)?.id ?? number
}

export interface Heard { pair: Pair; twice: (Found & { plate: string }) | null; fault: Found | null; strange: Found | null }

/** What a look at labels gives for one vehicle. Nothing doubtful goes into the pair: a number that is somewhere else, wrong or unknown is only told. */
export function hear(visits: readonly Visit[], item: Item, wanted: readonly BurstField[], labels: readonly Label[], van: Van | null): Heard {
  const heard: Heard = { pair: {}, twice: null, fault: null, strange: null }
  for (const field of wanted) {
    const found = pick(field, labels, item)
    if (!found) continue
    const elsewhere = holder(visits, item, field, found.value, van)
    if (elsewhere) heard.twice = { ...found, plate: elsewhere.plate }
    else if (found.fault) heard.fault = found
    else if (!found.known) heard.strange = found
    else heard.pair[field] = found.value
  }
  return heard
}

function holder(visits: readonly Visit[], item: Item, field: BurstField, value: string, van: Van | null): Item | undefined {
  const wanted = thing(field, value, van)
  return visits.flatMap((visit) => visit.items).find((one) => one.id !== item.id && one.state !== 'cancelled' && Boolean(one[field]) && thing(field, one[field] ?? '', van) === wanted)
}

/** The command of a pair, as by hand: the act goes along where nobody has written it down yet. */
export function fieldsOf(kind: string, item: Item, pair: Pair, reason = ''): ItemFields {
  const act = actOf(kind, item)
  return { ...pair, ...(act && !item.act && { act }), ...(reason && { unknown_reason: reason }) }
}

/** What takes a pair back. */
export const undoOf = (before: Item, fields: ItemFields): ItemFields => ({
  ...Object.fromEntries(FIELDS.filter((field) => field in fields).map((field) => [field, before[field] ?? null])),
  ...('unknown_reason' in fields && { unknown_reason: before.unknown_reason }),
})

const STILL_MS = 1_000

/** Says which numbers have just come into sight: one that stays under the camera counts once. */
export function fresh(): (labels: readonly Label[], now: number) => Label[] {
  const seen = new Map<string, number>()
  return (labels, now) => labels.map((label) => {
    const keep = (value: string): string => {
      if (!value) return ''
      const last = seen.get(value)
      seen.set(value, now)
      return last !== undefined && now - last < STILL_MS ? '' : value
    }
    return { imei: keep(label.imei), serial: keep(label.serial), iccid: keep(label.iccid) }
  })
}
