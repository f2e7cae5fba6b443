import { api, call } from '@shared/api/client'
import type { PlateColour } from '@shared/format/plate'

/** A registered number that was probably meant; a plate has its colour and whose it is. */
export interface Meant { id: string; number: string; about?: string; colour?: PlateColour }
export type Typed = 'device' | 'sim' | 'plate'

/** Cards begin with 89 86 and are long, plates with the character of a province; whatever else is typed is a terminal's number. */
export function kindOf(bare: string): Typed {
  if (/^8986\d{12,}/.test(bare)) return 'sim'
  return /\p{sc=Han}/u.test(bare) ? 'plate' : 'device'
}

/** Whether so much is typed that a slip in it could be found. */
export const isEnough = (kind: Typed, bare: string): boolean =>
  (kind === 'plate' ? bare.length >= 5 && bare.length <= 10 : bare.length >= 4 && bare.length <= 30 && /\d{2}/.test(bare))

/** Asks the books; `customer` leaves only that one's plates. */
export async function askMeant(kind: Typed, number: string, customer: string | undefined, signal: AbortSignal): Promise<Meant[]> {
  if (kind !== 'plate') return (await call(api.GET('/api/numbers/near', { signal, params: { query: { kind, number } } }))).items
  const { items } = await call(api.GET('/api/plates/near', { signal, params: { query: { plate: number, customer_id: customer ?? null } } }))
  return items.map((one) => ({ id: one.vehicle_id, number: one.plate, about: one.customer_name, colour: one.plate_colour as PlateColour }))
}
