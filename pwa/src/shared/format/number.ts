import { t } from './messages'

const shapes: Record<string, number[]> = { imei: [3, 3, 3, 3, 3], iccid: [4, 4, 4, 4, 4], mobile: [3, 4, 4], msisdn13: [4, 4, 5], city: [3, 4, 4], town: [4, 4, 4] }

const phones = [[/^1\d{10}$/, 'mobile'], [/^1\d{12}$/, 'msisdn13'], [/^0(10|2\d)\d{8}$/, 'city'], [/^0[3-9]\d{9,10}$/, 'town']] as const

/** How a number is read aloud. `plain` is one group, whatever its length. */
export type NumberKind = 'imei' | 'iccid' | 'phone' | 'plain'

function shapeOf(value: string, kind: NumberKind): number[] {
  if (kind === 'phone') return shapes[phones.find(([like]) => like.test(value))?.[1] ?? ''] ?? []
  return shapes[kind] ?? []
}

/** The groups in which a number is read: an IMEI by threes, an ICCID by fours, a mobile 3-4-4, a landline by its area. Joined they give the number back. */
export function groups(value: string, kind: NumberKind): string[] {
  const found: string[] = []
  let at = 0
  for (const size of shapeOf(value, kind)) {
    if (at < value.length) found.push(value.slice(at, at + size))
    at += size
  }
  if (at < value.length) found.push(value.slice(at))
  return found
}

/** "138 **** 0917": enough to know it again, not enough to call. Short numbers keep only their last two digits. */
export function maskPhone(value: string): string {
  const digits = value.replace(/\s/g, '')
  if (digits.includes('*')) return digits.replace(/^(\d+)(\*+)(\d+)$/, '$1 $2 $3')
  return digits.length >= 11 ? `${digits.slice(0, 3)} **** ${digits.slice(-4)}` : `**** ${digits.slice(-2)}`
}

/** Metres as "850 米", "4.2 公里", "12 公里": no more digits than anybody drives by. */
export function sayDistance(metres: number): string {
  if (metres < 995) return t('metres', { n: Math.round(metres / 10) * 10 })
  const km = metres / 1000
  return t('kilometres', { n: km < 9.95 ? (Math.round(km * 10) / 10).toFixed(1).replace(/\.0$/, '') : Math.round(km) })
}

/** Bytes as "2 KB", "1.7 MB". */
export function sayBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
