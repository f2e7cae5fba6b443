/** What a plate may be made of (GA 36): I and O are on none. */
export const PROVINCES = [...'京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新']
export const LETTERS = [...'ABCDEFGHJKLMNPQRSTUVWXYZ']
export const DIGITS = [...'1234567890']
export const TAILS = ['挂', '学', '警', '领', '港', '澳', '应急']
const P = `[${PROVINCES.join('')}]`
const A = '[A-HJ-NP-Z]'
const X = '[A-HJ-NP-Z0-9]'

/** Ordinary, trailer, school and police, new energy (small, large), Hong Kong and Macau, embassy, consulate, rescue, army, armed police, aviation. */
const shapes = [
  `${P}${A}${X}{5}`, `${P}${A}${X}{4}[挂学警]`, `${P}${A}[A-HJK]${X}\\d{4}`, `${P}${A}\\d{5}[A-HJK]`, `粤Z${X}{4}[港澳]`, '使\\d{6}|\\d{6}使',
  `${P}${A}\\d{4}领`, `${P}[XS]\\d{4}应急`, '(?!WJ)[A-Z]{2}\\d{5}', `WJ${P}?\\d{4}[0-9A-Z]`, '民航[A-Z0-9]{5}',
].map((one) => new RegExp(`^(?:${one})$`, 'u'))

/** As plates are written in the books: upper case, half width, no dot; I and O in the serial are 1 and 0. */
export function straighten(text: string): string {
  const bare = text.normalize('NFKC').toUpperCase().replace(/[\s·•.\-・]/g, '')
  return new RegExp(`^${P}`, 'u').test(bare) ? bare.slice(0, 2) + bare.slice(2).replaceAll('I', '1').replaceAll('O', '0') : bare
}

/** Whether there are plates like this one; the server's backend/kernel/numbers/plate.py is held to the same cases. */
export const isPlate = (text: string): boolean => shapes.some((shape) => shape.test(straighten(text)))

/** The keys that may come next: the province, the region's letter, the serial, and what ends a special plate. */
export function nextKeys(text: string): ReadonlySet<string> {
  const plate = straighten(text)
  if (!plate) return new Set([...PROVINCES, '使'])
  if (plate.startsWith('使')) return new Set(plate.length < 7 ? DIGITS : [])
  if (plate.length === 1) return new Set(LETTERS)
  return new Set([...[...DIGITS, ...LETTERS], ...TAILS].filter((key) => leads(plate + key)))
}

/** Whether some plate begins like this. */
const begun = [`${P}${A}${X}{0,5}`, `${P}${A}[A-HJK]${X}\\d{0,4}`, `${P}${A}\\d{0,5}[A-HJK]?`, `${P}${A}${X}{4}[挂学警]`, `粤Z${X}{4}[港澳]`, `${P}${A}\\d{4}领`, `${P}[XS]\\d{4}应急`].map((one) => new RegExp(`^(?:${one})$`, 'u'))
const leads = (plate: string): boolean => begun.some((pattern) => pattern.test(plate))
