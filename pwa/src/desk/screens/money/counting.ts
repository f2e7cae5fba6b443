import { readMoney } from '@shared/format/money'
import type { components } from '@shared/api/schema.gen'

export type Entry = components['schemas']['EntryOut']

/** The notes that are counted one by one; what is smaller is typed as a sum. Face value in yuan, as on the wire. */
export const notes = ['100', '50', '20', '10'] as const
export type Note = (typeof notes)[number]

/** What the hand has counted: pieces of each note as typed, and the loose money in yuan as typed. */
export interface Count { pieces: Record<Note, string>; loose: string }

export const emptyCount = (): Count => ({ pieces: { 100: '', 50: '', 20: '', 10: '' }, loose: '' })

/** A number of notes as typed; nothing typed is none, and what is no number is none too. */
export const piecesOf = (typed: string): number => {
  const plain = typed.normalize('NFKC').trim()
  return /^\d{1,5}$/.test(plain) ? Number(plain) : 0
}

export const noteFen = (count: Count, note: Note): number => piecesOf(count.pieces[note]) * Number(note) * 100

/** The loose money in fen; null when it is not an amount. */
export const looseFen = (count: Count): number | null => (count.loose.trim() === '' ? 0 : readMoney(count.loose))

export const countedFen = (count: Count): number => notes.reduce((sum, note) => sum + noteFen(count, note), looseFen(count) ?? 0)

/** True before anything was typed. */
export const untouched = (count: Count): boolean => notes.every((note) => count.pieces[note].trim() === '') && count.loose.trim() === ''

/** As the server takes it: only what there is, loose money in fen. */
export function onWire(count: Count): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const note of notes) if (piecesOf(count.pieces[note])) counted[note] = piecesOf(count.pieces[note])
  const loose = looseFen(count)
  if (loose) counted.loose = loose
  return counted
}

/** An entry as one line: how much went from where (credit) to where (debit). */
export function flow(entry: Entry): { fen: number; from: Entry['postings']; to: Entry['postings'] } {
  const to = entry.postings.filter((one) => one.amount_fen > 0)
  const from = entry.postings.filter((one) => one.amount_fen < 0)
  return { fen: to.reduce((sum, one) => sum + one.amount_fen, 0), from, to }
}
