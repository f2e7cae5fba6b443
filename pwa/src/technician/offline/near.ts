import { tidy } from './numbers'

export type Slip = 'look_alike' | 'swapped' | 'digit' | 'missing' | 'extra'
const ALIKE: Record<string, string> = { I: '1', O: '0', Q: '0', B: '8', S: '5', Z: '2' }
const plain = (text: string): string => [...text].map((sign) => ALIKE[sign] ?? sign).join('')

/**
 * How a typed number may have become another by one slip of the hand or the eye; null when they are further apart.
 * The server's backend/modules/inventory/near.py is held to the same cases; among the few numbers at hand the phone may look
 * further: several signs that look alike, a sign left out of a number with letters.
 */
export function slip(typed: string, meant: string): Slip | null {
  if (typed === meant || meant.length < 4 || Math.abs(typed.length - meant.length) > 1) return null
  if (plain(typed) === plain(meant)) return 'look_alike'
  const at = [...typed].findIndex((sign, place) => sign !== meant[place])
  const first = at < 0 ? typed.length : at
  return typed.length === meant.length ? changed(typed, meant, first) : lacksOne(typed, meant, first)
}

function changed(typed: string, meant: string, at: number): Slip | null {
  if (typed.slice(at + 1) === meant.slice(at + 1)) return 'digit'
  const turned = meant.charAt(at + 1) + meant.charAt(at) + meant.slice(at + 2)
  return typed.slice(at) === turned ? 'swapped' : null
}

function lacksOne(typed: string, meant: string, at: number): Slip | null {
  if (typed.length < meant.length) return typed.slice(at) === meant.slice(at + 1) ? 'missing' : null
  return typed.slice(at + 1) === meant.slice(at) ? 'extra' : null
}

const ORDER: readonly Slip[] = ['look_alike', 'swapped', 'digit', 'missing', 'extra']
/** The numbers at hand that may have been meant, the likeliest first; none when the number itself is at hand. */
export function nearest(text: string, known: readonly string[], most = 2): string[] {
  const typed = tidy(text)
  if (typed.length < 4 || known.some((one) => tidy(one) === typed)) return []
  const found = known.flatMap((one) => {
    const how = slip(typed, tidy(one))
    return how ? [{ one, rank: ORDER.indexOf(how) }] : []
  })
  return [...new Set(found.sort((a, b) => a.rank - b.rank).map(({ one }) => one))].slice(0, most)
}
