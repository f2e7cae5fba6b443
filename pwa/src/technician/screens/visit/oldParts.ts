import { defineMessages } from '@shared/i18n/messages'
import type { Item, Van } from '../../offline/shapes'

export const t = defineMessages(
  { ask: '换下来的{name}', warehouse: '带回', customer: '客户留', scrap: '报废', none: '没有旧件', serial: '旧件序列号，没有就不填' },
  { ask: 'The old {name}', warehouse: 'Take back', customer: 'Customer keeps', scrap: 'Scrap', none: 'No old one', serial: 'Its serial number, if any' },
)
export const oldEnds = ['warehouse', 'customer', 'scrap', 'none'] as const
export type OldEnd = (typeof oldEnds)[number]
export interface Told { end: OldEnd; serial: string }
type Part = Van['parts'][number]

/** Parts that cost something and are used in a repair replace one that must have an end (R33). */
export const replacing = (parts: readonly Part[], used: Readonly<Record<string, number>>): Part[] =>
  parts.filter((one) => (used[one.code] ?? 0) > 0 && one.price_fen > 0 && !one.consumable)

/** What is known of the old one of a part: as it was told, nothing when the parts were told without it, else taken back. */
export function toldOf(item: Item, code: string): Told {
  const told = item.old_parts[code]
  if (told) return { end: oldEnds.find((end) => end === told.end) ?? 'warehouse', serial: told.serial }
  return { end: item.parts[code] ? 'none' : 'warehouse', serial: '' }
}

/** As it is recorded: only parts that are still used, and only those that replaced one. */
export function oldParts(parts: readonly Part[], used: Readonly<Record<string, number>>, told: (code: string) => Told): Item['old_parts'] {
  const known = replacing(parts, used).map(({ code }) => ({ code, ...told(code) }))
  return Object.fromEntries(known.filter(({ end }) => end !== 'none').map(({ code, end, serial }) => [code, { end, serial: serial.trim() }]))
}
