import { db } from './store'
import type { Day, Item, Visit } from './shapes'

export interface FeeLine { item: Item; code: string; name_zh: string; name_en: string; quantity: number; amount_fen: number; free: 'first_install' | 'in_warranty' | 'no_price' | 'not_approved' | null }

/**
 * The fees of a visit by R17, worked out on the phone so that they can be shown with no signal: a first installation
 * and everything in warranty is free, else parts by the price list, and the extra work that the customer has agreed to.
 * The server works them out again and has the word.
 */
export function feeLines(visit: Visit, day: Day, productOf: (terminal: string) => string | null): FeeLine[] {
  const prices = new Map(day.price_list.map((one) => [one.code, one]))
  const parts = visit.items.filter((item) => item.state === 'recorded').flatMap((item) =>
    Object.entries(usedIn(item, productOf)).filter(([, quantity]) => quantity > 0)
      .map(([code, quantity]) => lineOf(visit, item, prices.get(code) ?? { code, name_zh: code, name_en: code, price_fen: 0 }, quantity)))
  return [...parts, ...agreedLines(visit)]
}

function agreedLines(visit: Visit): FeeLine[] {
  return visit.extras.filter((one) => one.kind === 'work' && one.state === 'approved').flatMap(({ item_id, code, name_zh, name_en, quantity, unit_fen }) => {
    const item = visit.items.find((one) => one.id === item_id)
    return item ? [{ item, code, name_zh, name_en, quantity, amount_fen: unit_fen * quantity, free: null }] : []
  })
}

function lineOf(visit: Visit, item: Item, price: Pick<Day['price_list'][number], 'code' | 'name_zh' | 'name_en' | 'price_fen'>, quantity: number): FeeLine {
  const free = freeReason(visit, item, price.price_fen)
  return { item, code: price.code, quantity, free, name_zh: price.name_zh, name_en: price.name_en, amount_fen: free ? 0 : price.price_fen * quantity }
}

function freeReason(visit: Visit, item: Item, unit: number): FeeLine['free'] {
  if (isUnapproved(visit, item.id)) return 'not_approved'
  if (visit.kind === 'install') return 'first_install'
  if (item.in_warranty) return 'in_warranty'
  return unit === 0 ? 'no_price' : null
}

function usedIn(item: Item, productOf: (terminal: string) => string | null): Record<string, number> {
  const used: Record<string, number> = { ...item.parts }
  const swapped = item.act === 'swap_device' || item.act === 'swap_both'
  const product = swapped && item.new_device_no ? productOf(item.new_device_no) : null
  if (product) used[product] = (used[product] ?? 0) + 1
  return used
}

export const totalOf = (lines: readonly FeeLine[]): number => lines.reduce((sum, line) => sum + line.amount_fen, 0)

/** Whether what is used on this vehicle is free because it was added on site and the customer has not agreed. */
const isUnapproved = (visit: Pick<Visit, 'extras'>, itemId: string): boolean =>
  visit.extras.some((one) => one.kind === 'vehicle' && one.item_id === itemId && one.state !== 'approved')

/** Which product a terminal is, also after it has left the van. */
export async function productsSeen(): Promise<Map<string, string>> {
  const store = await db()
  const keys = (await store.getAllKeys('meta')).filter((key) => key.startsWith('product:'))
  const codes = await Promise.all(keys.map((key) => store.get('meta', key)))
  return new Map(keys.map((key, index) => [key.slice('product:'.length), String(codes[index])]))
}
