import { sha256 } from './ids'

/** One piece of evidence as it was captured: a picture or the signature. Degrees WGS-84. */
export interface Piece { visit_id: string; kind: 'photo' | 'signature'; code: string; sha256: string; taken_at: string; item_id?: string | undefined; lat?: number | undefined; lng?: number | undefined }
/** What is sent with it: the link, and the link of the piece before it; the first follows nothing. */
export interface Chain { previous: string; link: string }

const millionths = (degrees: number | undefined): number | null => (degrees === undefined ? null : Math.round(degrees * 1e6) + 0)

/** What is hashed; the server's backend/modules/work_orders/evidence_chain.py writes the same to the letter. */
export const canonical = (previous: string, piece: Piece): string => JSON.stringify([
  'paigong-evidence-1', previous, piece.visit_id, piece.kind, piece.code, piece.sha256, new Date(piece.taken_at).toISOString(),
  millionths(piece.lat), millionths(piece.lng), piece.item_id ?? null,
])

/** The link of a piece after `previous` (R37). */
export const linkOf = (previous: string, piece: Piece): Promise<string> => sha256(new TextEncoder().encode(canonical(previous, piece)).buffer as ArrayBuffer)
