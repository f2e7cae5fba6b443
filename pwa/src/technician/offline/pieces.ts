import { api, call } from '@shared/api/client'
import { asApiError } from '@shared/api/errors'
import { sha256 } from './ids'
import type { StoredFile } from './shapes'

/** What a broken line costs at most: small enough for a weak cell, large enough that a signature goes in one. */
export const PIECE = 64 * 1024

/** How much of each file the server said it has; lost with the page, then the first piece hears of it. */
const begun = new Map<string, number>()

/** How one piece travels: who it is for, and when it is given up. */
interface Line { headers: Record<string, string>; signal: (bytes: number) => AbortSignal }

/**
 * Hands a file in piece by piece, from where the server says. `receipted`: the office has all of it. `refused`: it takes no
 * such file, and refuses the record that names it with the same words, so that the rest can go on.
 */
export async function handInPieces(file: StoredFile, line: Line): Promise<'receipted' | 'refused'> {
  let at = begun.get(file.sha256) ?? 0
  try {
    // Twice as many as there are pieces: a server that forgot the beginning is told all of it again, once.
    for (let left = 2 * Math.ceil(file.size / PIECE) + 2; left > 0; left--) {
      at = await send(file, at, line)
      begun.set(file.sha256, at)
      if (at < file.size) continue
      begun.delete(file.sha256)
      return 'receipted'
    }
  } catch (thrown) {
    if (!(await forGood(thrown, file))) throw thrown
    begun.delete(file.sha256)
    return 'refused'
  }
  throw new Error('the server keeps no piece')
}

async function send(file: StoredFile, at: number, line: Line): Promise<number> {
  const body = new Blob([file.bytes.slice(at, at + PIECE)], { type: file.type })
  const { received } = await call(api.PUT('/api/sync/files/{sha256}', {
    signal: line.signal(body.size), params: { path: { sha256: file.sha256 }, query: { offset: at, size: file.size } },
    body: body as never, bodySerializer: (raw: unknown) => raw as BodyInit, headers: { 'Content-Type': file.type, ...line.headers },
  }))
  return received
}

/** Whether no other try can help. Bytes that were spoilt on the way are sent again, bytes that were spoilt here are not. */
async function forGood(thrown: unknown, file: StoredFile): Promise<boolean> {
  const { code } = asApiError(thrown)
  if (code === 'hash_mismatch') return (await sha256(file.bytes)) !== file.sha256
  return code === 'not_a_picture' || code === 'file_too_large' || code === 'piece_too_long'
}
