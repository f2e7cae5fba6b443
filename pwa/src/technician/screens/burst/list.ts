import type { Item, Visit } from '../../offline/shapes'

/** One vehicle of a list that several may work on: a mate's own ones are known by plate, state and who did them. */
export interface Row { id: string; seq: number; plate: string; colour: string; state: 'open' | 'begun' | 'done' | 'waits'; mine: boolean; by: string; accepted: boolean; why: string; item: Item | null }
export const filters = ['all', 'todo', 'done', 'mine'] as const
export type Filter = (typeof filters)[number]

const begun = (item: Item): boolean => item.photos.length > 0 || item.vehicle_confirmed || Boolean(item.new_device_no || item.new_iccid)
const stateOf = (item: Item): Row['state'] => (item.state === 'recorded' ? 'done' : item.state === 'suspended' ? 'waits' : begun(item) ? 'begun' : 'open')

/** The whole list in its order: what is on this phone's list, and what mates have done. */
export function rowsOf(visit: Visit, me: string): Row[] {
  const own = visit.items.filter((item) => item.state !== 'cancelled').map((item): Row => ({
    id: item.id, seq: item.seq, plate: item.plate, colour: item.plate_colour, state: stateOf(item), mine: item.state === 'recorded', by: item.state === 'recorded' ? me : '',
    accepted: item.accepted, why: [item.suspend_reason, item.missing].filter(Boolean).join(' '), item,
  }))
  const known = new Set(own.map((one) => one.id))
  const theirs = visit.crew.done.filter((one) => !known.has(one.item_id)).map((one): Row => ({
    id: one.item_id, seq: one.seq, plate: one.plate, colour: one.plate_colour, state: 'done', mine: false, by: one.by, accepted: one.accepted, why: '', item: null,
  }))
  return [...own, ...theirs].sort((a, b) => a.seq - b.seq)
}

const fits: Record<Filter, (row: Row) => boolean> = { all: () => true, todo: (row) => row.state !== 'done', done: (row) => row.state === 'done', mine: (row) => row.mine }

/** What the hand looks for: a filter, and the end of a plate, as people say it. */
export function found(rows: readonly Row[], filter: Filter, tail: string): Row[] {
  const wanted = tail.trim().toUpperCase().replace(/[\s·]/g, '')
  const those = rows.filter((row) => fits[filter](row) && row.plate.toUpperCase().includes(wanted))
  // A plate that ends so comes before one that only has it in the middle.
  return wanted ? those.sort((a, b) => Number(b.plate.endsWith(wanted)) - Number(a.plate.endsWith(wanted)) || a.seq - b.seq) : those
}

/** What the customer may sign for: done, and not signed for yet. */
export const acceptable = (rows: readonly Row[]): Row[] => rows.filter((row) => row.state === 'done' && !row.accepted)
