import { tidy } from '../offline/numbers'

/** One code as the reader gives it. */
export interface Hit { text: string; format: string }

/** The numbers of one label; "" where it has none. A product's retail code is no number of a thing. */
export interface Label { imei: string; serial: string; iccid: string }
type Part = keyof Label

const names: Record<string, Part> = { IMEI: 'imei', MEID: 'imei', ICCID: 'iccid', SIM: 'iccid', CARD: 'iccid', SN: 'serial', 'S/N': 'serial', ID: 'serial', TID: 'serial', 终端ID: 'serial', 终端号: 'serial', 卡号: 'iccid', 序列号: 'serial' }
const named = new RegExp(`"?(${Object.keys(names).join('|')})"?\\s*[:=：]\\s*"?([^;,|&\\s"}]+)`, 'giu')
const retail = new Set(['EAN13', 'EAN8', 'UPCA', 'UPCE'])

/** What a bare number is by its shape: 8986 is a card, fifteen digits are an IMEI, the rest is the maker's own. */
function partOf(value: string): Part | null {
  if (/^8986\d{14}/.test(value)) return 'iccid'
  if (/^\d{15}$/.test(value)) return 'imei'
  return /^(?=.*\d)[0-9A-Z-]{5,30}$/.test(value) ? 'serial' : null
}

/** "IMEI;SN;ICCID", "IMEI:…,ICCID:…", a link with such parameters, or one bare number. Null when nothing in it is a number. */
export function readLabel({ text, format }: Hit): Label | null {
  if (retail.has(format)) return null
  const plain = text.normalize('NFKC')
  const said = [...plain.matchAll(named)].map(([, name = '', value = '']): Piece => [names[name.toUpperCase()] ?? 'serial', tidy(value)])
  const label: Label = { imei: '', serial: '', iccid: '' }
  for (const [part, value] of said.length ? said : bare(plain)) label[part] ||= value
  return Object.values(label).some(Boolean) ? label : null
}

type Piece = [part: Part, value: string]
function bare(text: string): Piece[] {
  if (/^[a-z]+:\/\//i.test(text)) return []
  return text.split(/[;,|\s]+/).map(tidy).flatMap((value): Piece[] => { const part = partOf(value); return part ? [[part, value]] : [] })
}

const sameThing = (a: Label, b: Label): boolean => a.imei === b.imei && a.serial === b.serial && a.iccid === b.iccid

/**
 * The labels of one picture. A sticker with three bars (IMEI, number, card) is one label; where two of a kind are in
 * sight, nobody knows which belongs to which, and each stays by itself.
 */
export function labelsOf(hits: readonly Hit[]): Label[] {
  const found = hits.flatMap((hit) => readLabel(hit) ?? []).filter((label, at, all) => all.findIndex((one) => sameThing(one, label)) === at)
  const values = (part: Part): string[] => [...new Set(found.map((one) => one[part]).filter(Boolean))]
  const [imeis, serials, iccids] = [values('imei'), values('serial'), values('iccid')]
  if (Math.max(imeis.length, serials.length, iccids.length) > 1) return found
  return found.length ? [{ imei: imeis.join(), serial: serials.join(), iccid: iccids.join() }] : []
}

/** Codes without a check of their own: a stripe of something else can pass for one, so they count when seen twice. */
const weak = new Set(['Code39', 'Code39Std', 'Code39Ext', 'ITF', 'ITF14'])

export const trusted = (hits: readonly Hit[], before: readonly Hit[]): Hit[] =>
  hits.filter((hit) => !weak.has(hit.format) || before.some((one) => one.format === hit.format && one.text === hit.text))
