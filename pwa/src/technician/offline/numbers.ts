/** Numbers as people type and scanners read them: full width, spaces and small letters straightened out. */
export const tidy = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()

/** True when the last digit is the check digit of the others (Luhn). */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let at = digits.length - 1, twice = false; at >= 0; at--, twice = !twice) {
    const digit = Number(digits[at]) * (twice ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

export type Fault = 'imei_digit' | 'iccid_prefix' | 'iccid_length' | 'iccid_is_imei' | 'iccid_chars' | 'iccid_digit'

/** What is wrong with a terminal's number; only a full IMEI has a check digit, makers' own numbers have none. */
export function deviceFault(text: string): Fault | null {
  const value = tidy(text)
  return /^\d{15}$/.test(value) && !luhn(value) ? 'imei_digit' : null
}

/** What is wrong with an ICCID. The 20th place is doubtful only when it is a digit that does not fit. */
export function iccidFault(text: string): Fault | null {
  const value = tidy(text).replace(/^ICCID:?/, '')
  if (/^\d{15}$/.test(value)) return 'iccid_is_imei'
  if (!value.startsWith('8986')) return 'iccid_prefix'
  if (value.length !== 19 && value.length !== 20) return 'iccid_length'
  if (!/^\d{19}[0-9A-Z]?$/.test(value)) return 'iccid_chars'
  return /^\d{20}$/.test(value) && !luhn(value) ? 'iccid_digit' : null
}

/** One card, whatever its 20th place: the first 19 are the key. */
export const sameSim = (a: string, b: string): boolean => tidy(a).slice(0, 19) === tidy(b).slice(0, 19)
