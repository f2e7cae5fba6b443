import type { components } from '@shared/api/schema.gen'
import { t } from './messages'

export type Timeline = components['schemas']['TimelineOut']
export type Entry = components['schemas']['HappeningOut']
export type Line = components['schemas']['SpanOut']
export type Stop = components['schemas']['StopOut']
export type Kind = 'vehicle' | 'terminal' | 'sim'

const acts = ['install', 'swap_device', 'swap_sim', 'swap_both', 'remove', 'transfer', 'correction', 'received', 'issue', 'return', 'count', 'factory', 'scrap', 'case', 'undo'] as const
/** 装机, 换机, 领料 …: what the trade calls it; a reason that has no word of its own is a movement. */
export const actWord = (act: string): string => t(act === 'none' ? 'none_act' : acts.find((one) => one === act) ?? 'moved')
/** The same of a movement: without a visit a transfer is one of stock, between two vans or two warehouses. */
export const moveWord = (entry: Pick<Entry, 'act' | 'visit_id'>): string => (entry.act === 'transfer' && !entry.visit_id ? t('transfer_van') : actWord(entry.act))

const places = { warehouse: 'warehouse', van: 'van', transit: 'transit', factory: 'factoryPlace', scrap: 'scrapPlace', customer: 'customer', vehicle: 'vehicle', lost: 'lost', void: 'void' } as const
type Named = Pick<Timeline, 'technicians' | 'vehicles'>
const vanWord = (stop: Stop, told: Named): string => t('vanOf', { name: told.technicians[stop.technician_id ?? ''] || stop.name || t('van') })
/** A vehicle without a plate is named by its VIN; one beyond the reader's centres has neither. */
function carWord(stop: Stop, told: Named): string {
  const car = told.vehicles[stop.vehicle_id ?? '']
  return car?.plate || car?.vin || t('otherVehicle')
}
const restWord = (stop: Stop): string => stop.name || t(stop.kind in places ? places[stop.kind as keyof typeof places] : 'elsewhere')
export function stopWord(stop: Stop, told: Named): string {
  if (stop.kind === 'van') return vanWord(stop, told)
  return stop.kind === 'vehicle' ? carWord(stop, told) : restWord(stop)
}

/** An act of one moment and visit: a swap is one entry with what came in and what went out. */
export interface Group { key: string; at: string; visit: string | null; entries: Entry[] }
export function grouped(entries: readonly Entry[]): Group[] {
  const groups: Group[] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (last && last.at === entry.at && last.visit === entry.visit_id && entry.visit_id) last.entries.push(entry)
    else groups.push({ key: entry.key, at: entry.at, visit: entry.visit_id, entries: [entry] })
  }
  return groups
}

/** What a group is called: the act of the line that began, else of the first entry. */
export const leading = (group: Group): Entry => group.entries.find((one) => one.what === 'began') ?? group.entries.find((one) => one.what === 'ended') ?? group.entries[0]!
/** A record is late when the books heard of it more than an hour after it happened. */
export const isLate = (entry: Entry): boolean => Date.parse(entry.recorded_at) - Date.parse(entry.at) > 3_600_000
