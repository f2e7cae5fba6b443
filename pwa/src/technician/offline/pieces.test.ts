import { afterEach, describe, expect, it, vi } from 'vitest'
import { sha256 } from './ids'
import { handInPieces, PIECE } from './pieces'
import type { StoredFile } from './shapes'

const line = { headers: {}, signal: () => AbortSignal.timeout(5_000) }
const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const refusal = (code: string, status = 422): Response => json({ code, message: { zh: '不收。', en: 'Not taken.' } }, status)
const cut = (): never => { throw new TypeError('cut') }
const bytesOf = async (request: Request): Promise<Uint8Array> => new Uint8Array(await request.arrayBuffer())

interface Office { kept: Uint8Array; offsets: number[] }
/** An office that keeps pieces as the real one does; `trouble` may answer, or break the line, in its place. */
function office(trouble: (it: Office, nth: number) => Response | undefined = () => undefined): Office {
  const it: Office = { kept: new Uint8Array(), offsets: [] }
  vi.stubGlobal('fetch', async (request: Request) => {
    const query = new URL(request.url).searchParams
    const [offset, size] = [Number(query.get('offset')), Number(query.get('size'))]
    it.offsets.push(offset / PIECE)
    const answer = trouble(it, it.offsets.length)
    if (answer) return answer
    const piece = await bytesOf(request)
    if (offset <= it.kept.length) it.kept = Uint8Array.from([...it.kept, ...piece.slice(it.kept.length - offset)])
    return json({ sha256: '', size, received: it.kept.length })
  })
  return it
}
let seed = 0
async function picture(pieces: number): Promise<StoredFile> {
  const bytes = new Uint8Array(pieces * PIECE - 10).fill(++seed).buffer
  return { sha256: await sha256(bytes), bytes, type: 'image/jpeg', size: bytes.byteLength, taken_at: '', receipted: false, visit_id: 'v' }
}
afterEach(() => vi.unstubAllGlobals())

describe('a picture in pieces', () => {
  it('test_R36_a small one goes in one, a large one in several', async () => {
    const [small, large] = [await picture(1), await picture(3)]
    const one = office()
    expect([await handInPieces(small, line), one.offsets]).toEqual(['receipted', [0]])
    const three = office()
    expect([await handInPieces(large, line), three.offsets]).toEqual(['receipted', [0, 1, 2]])
    expect(await sha256(three.kept.buffer as ArrayBuffer)).toBe(large.sha256)
  })
  it('test_R36_goes on where the line broke', async () => {
    const file = await picture(4)
    const { offsets } = office((_, nth) => (nth === 3 ? cut() : undefined))
    await expect(handInPieces(file, line)).rejects.toMatchObject({ isOffline: true })
    expect([await handInPieces(file, line), offsets]).toEqual(['receipted', [0, 1, 2, 2, 3]])
  })
  it('test_R36_after a restart of the app the first piece hears how much is there', async () => {
    const file = await picture(4)
    const it = office()
    it.kept = new Uint8Array(file.bytes).slice(0, 3 * PIECE)
    expect([await handInPieces(file, line), it.offsets]).toEqual(['receipted', [0, 3]])
  })
  it('test_R36_begins anew where the office has forgotten the beginning', async () => {
    const file = await picture(3)
    const { offsets } = office((it, nth) => (nth === 3 ? void (it.kept = new Uint8Array()) : undefined))
    expect([await handInPieces(file, line), offsets]).toEqual(['receipted', [0, 1, 2, 0, 1, 2]])
  })
  it('an office that keeps nothing is not asked for ever', async () => {
    const { offsets } = office(() => json({ sha256: '', size: 9, received: 0 }))
    await expect(handInPieces(await picture(2), line)).rejects.toThrow('keeps no piece')
    expect(offsets).toHaveLength(6)
  })
})

describe('a picture that is refused', () => {
  it.each(['not_a_picture', 'file_too_large', 'piece_too_long'])('%s: no other try helps, the record goes and is refused', async (code) => {
    office(() => refusal(code))
    expect(await handInPieces(await picture(1), line)).toBe('refused')
  })
  it('what was spoilt on the way is sent again, what was spoilt here is not', async () => {
    const file = await picture(2)
    office((it, nth) => (nth === 2 ? (it.kept = new Uint8Array(), refusal('hash_mismatch')) : undefined))
    await expect(handInPieces(file, line)).rejects.toMatchObject({ code: 'hash_mismatch' })
    expect(await handInPieces(file, line)).toBe('receipted')
    office(() => refusal('hash_mismatch'))
    expect(await handInPieces({ ...file, sha256: 'f'.repeat(64) }, line)).toBe('refused')
  })
  it.each([['server_error', 500], ['not_signed_in', 401], ['busy', 503]])('%s refuses nothing', async (code, status) => {
    office(() => refusal(code, status))
    await expect(handInPieces(await picture(1), line)).rejects.toMatchObject({ code })
  })
})
