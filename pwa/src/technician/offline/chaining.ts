import { linkOf, type Chain, type Piece } from './chain'
import { covers } from './covers'
import type { Database } from './database'
import type { Kind, Payloads } from './shapes'

/** A picture or signature with its link to the one before it in the visit (R37); anything else as it is. */
export async function chained<K extends Kind>(store: Database, kind: K, payload: Payloads[K]): Promise<{ payload: Payloads[K]; key: string; chain?: Chain }> {
  const piece = await pieceOf(kind, payload)
  if (!piece) return { payload, key: '' }
  const key = `chain:${piece.visit_id}`
  const previous = String((await store.get('meta', key)) ?? '')
  const chain = { previous, link: await linkOf(previous, piece) }
  return { payload: { ...payload, chain }, key, chain }
}

/** Whether another piece of the visit was chained while this one was being worked out. */
export async function overtaken(meta: { get(key: string): Promise<string | number | undefined> }, key: string, chain?: Chain): Promise<boolean> {
  return chain !== undefined && String((await meta.get(key)) ?? '') !== chain.previous
}

async function pieceOf(kind: Kind, payload: Payloads[Kind]): Promise<Piece | undefined> {
  if (kind !== 'photo.add' && kind !== 'visit.sign') return undefined
  const { visit_id, item_id, item_ids, code, sha256, taken_at, lat, lng } = payload as Partial<Payloads['photo.add'] & Payloads['visit.sign']> & { visit_id: string }
  if (!sha256 || !taken_at) return undefined
  return { visit_id, kind: kind === 'photo.add' ? 'photo' : 'signature', code: code ?? (item_ids ? await covers(item_ids) : 'sign'), sha256, taken_at, item_id, lat, lng }
}
