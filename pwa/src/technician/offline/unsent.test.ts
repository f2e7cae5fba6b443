import 'fake-indexeddb/auto'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deleteDB } from 'idb'
import { openRescue } from '@shared/rescue/rescue'
import { database } from './database'
import { aDay, aVan, aVisit, aWallet } from './fixtures'
import { sha256 } from './ids'
import { leftHere, sweep } from './keeping'
import { rescueFile } from './rescue'
import { dismiss, enqueue, hear, keepDays, keepSeen, local, markReceipted, openStore, ownerId, pending, readFile, refused, settle } from './store'
import { sendAll, startSync, stopSync, tell } from './sync'
import type { Command, StoredFile } from './shapes'

const DAY = 24 * 60 * 60_000
const about = { customer: '顺捷冷链', plate: '粤BY7052' }
const of = { visit_id: 'visit' }
let people = 0
let me = ''

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
async function photo(text: string, taken = '2026-11-20T06:00:00Z', visit_id = 'visit'): Promise<StoredFile> {
  const bytes = new TextEncoder().encode(text).buffer as ArrayBuffer
  const file = { sha256: await sha256(bytes), bytes, type: 'image/jpeg', size: bytes.byteLength, taken_at: taken, receipted: false, visit_id }
  await enqueue('photo.add', { visit_id, code: 'P2', sha256: file.sha256, size: file.size, taken_at: taken }, about, file)
  return file
}
const answer = (command: Command, outcome: 'accepted' | 'refused') => ({ id: command.id, outcome, ...(outcome === 'refused' && { code: 'wrong_state', message: { zh: '不行', en: 'No' } }) })
const arrive = (): Promise<void> => settle(pending.value, pending.value.map((one) => answer(one, 'accepted')))
const seen = (day = aDay()): Promise<void> => keepSeen({ day, van: aVan(), wallet: aWallet() })

beforeEach(async () => {
  for (const { name } of await indexedDB.databases()) await deleteDB(name ?? '')
  me = `keeper-${++people}`
  await openStore(me, '苏建国')
  await seen()
})
/** A round that is still on when its test ends meets no line. */
afterEach(() => { stopSync(); vi.stubGlobal('fetch', async () => { throw new TypeError('no signal') }) })
afterAll(() => void vi.unstubAllGlobals())

describe('what leaves the phone after the days that the office says', () => {
  const taken = '2026-11-20T06:00:00Z'
  const later = (days: number): number => Date.parse(taken) + days * DAY
  it('test_R36_is a receipted picture of a visit that is over; never one that is unsent, or of a visit under way', async () => {
    const [gone, under, unsent] = [await photo('gone', taken, 'over'), await photo('under way', taken), await photo('unsent', taken, 'over')]
    await Promise.all([gone, under].map(markReceipted))
    await settle(pending.value.slice(0, 2), pending.value.slice(0, 2).map((one) => answer(one, 'accepted')))
    await sweep(me, later(6))
    expect(await readFile(gone.sha256)).toBeDefined() // control: within the days it stays
    await sweep(me, later(8))
    expect([await readFile(gone.sha256), (await readFile(under.sha256))?.size, (await readFile(unsent.sha256))?.receipted]).toEqual([undefined, 9, false])
  })
  it('test_R36_is a picture that the office will never take, once the refusal is put away; not before', async () => {
    const file = await photo('spoilt', taken, 'over')
    const [command] = pending.value
    await settle([command!], [answer(command!, 'refused')])
    await sweep(me, later(8))
    expect(await readFile(file.sha256)).toBeDefined()
    await dismiss(command!.id)
    await sweep(me, later(8))
    expect(await readFile(file.sha256)).toBeUndefined()
  })
  it('test_R36_goes by the policy of the office', async () => {
    const file = await photo('one', taken, 'over')
    await markReceipted(file)
    await arrive()
    await hear({ keep_days: 30, settled: [] })
    expect(keepDays.value).toBe(30)
    await sweep(me, later(8))
    expect(await readFile(file.sha256)).toBeDefined()
    await sweep(me, later(31))
    expect(await readFile(file.sha256)).toBeUndefined()
  })
  it('test_R36_is a done visit of which nothing waits', async () => {
    const done = (id: string) => aVisit({ id, state: 'completed', completed_at: taken })
    await seen(aDay([done('a'), done('b'), aVisit()]))
    await enqueue('payment.collect', { visit_id: 'b', method: 'cash', amount_fen: 100 }, about)
    await sweep(me, later(8))
    expect(local.value?.day.visits.map((one) => one.id)).toEqual(['b', 'visit'])
  })
  it('test_R36_is everything of a person who is gone, and nothing while something of his is unsent', async () => {
    const names = async (): Promise<(string | undefined)[]> => (await indexedDB.databases()).map((one) => one.name)
    await enqueue('visit.accept', of, about)
    await openStore('colleague')
    await seen()
    await sweep('colleague', Date.now() + 60 * DAY)
    expect(await names()).toContain(`paigong-${me}`)
    await openStore(me)
    await arrive()
    await sweep('colleague', Date.now() + 5 * DAY)
    expect(await names()).toContain(`paigong-${me}`) // control: not before the days are over
    await sweep('colleague', Date.now() + 60 * DAY)
    expect(await names()).toEqual(['paigong-colleague'])
  })
})

describe('a phone that several people share', () => {
  it('test_R36_shows B nothing of A, sends nothing of A, and A goes on where he was', async () => {
    const sent: string[] = []
    vi.stubGlobal('fetch', async (request: Request) => {
      const body = await request.json() as { commands: { id: string; seq: number; kind: string }[] }
      sent.push(`${request.headers.get('X-Person')}:${body.commands.map((one) => one.kind).join()}`)
      return json({ answers: body.commands.map(({ id }) => ({ id, outcome: 'accepted' })), expected_seq: 9 })
    })
    await enqueue('visit.accept', of, about)
    await openStore('b', '李明')
    expect([pending.value, local.value]).toEqual([[], null])
    await enqueue('visit.contacted', of, about)
    await sendAll()
    expect(sent).toEqual(['b:visit.contacted'])
    expect(await leftHere()).toEqual([{ userId: me, name: '苏建国', unsent: 1 }])
    await openStore(me)
    expect(pending.value.map((one) => one.kind)).toEqual(['visit.accept'])
    await sendAll()
    expect(sent[1]).toBe(`${me}:visit.accept`)
    expect(await leftHere()).toEqual([])
  })
  it('test_R36_an answer that comes after A has left is not booked in the memory of B', async () => {
    let let_go = (_: Response): void => undefined
    const posted = new Promise<void>((told) => vi.stubGlobal('fetch', (request: Request) => {
      if (!request.url.endsWith('/commands')) return Promise.resolve(json({ keep_days: 7, settled: [] }))
      told()
      return new Promise<Response>((resolve, reject) => {
        let_go = resolve
        request.signal.addEventListener('abort', () => reject(request.signal.reason as Error))
      })
    }))
    await enqueue('visit.accept', of, about)
    await startSync(me)
    await posted
    const command = pending.value[0]!
    const b = startSync('b', '李明')
    let_go(json({ answers: [answer(command, 'accepted')], expected_seq: 2 })) // too late: the line was let go
    await b
    expect([ownerId(), pending.value.length]).toEqual(['b', 0])
    const kept = (await (await database(me)).getAll('outbox')).map((one) => one.id)
    expect(kept).toEqual([command.id])
  })
  it('test_R36_a_session that is revoked loses nothing: the same person signs in and it goes out', async () => {
    vi.stubGlobal('fetch', async () => json({ code: 'not_signed_in', message: { zh: '请先登录', en: 'Sign in' } }, 401))
    await enqueue('visit.accept', of, about)
    const file = await photo('kept')
    await expect(sendAll()).rejects.toMatchObject({ status: 401 })
    stopSync()
    await openStore(me)
    expect([pending.value.length, (await readFile(file.sha256))?.receipted]).toEqual([2, false])
  })
})

describe('what the office is told', () => {
  it('test_R36_is how much is unsent and since when, once; its answer settles what was refused', async () => {
    const told: Record<string, unknown>[] = []
    await enqueue('visit.accept', of, about)
    await enqueue('visit.start', of, about)
    const [first, second] = [pending.value[0]!, pending.value[1]!]
    await settle([first], [answer(first, 'refused')])
    await photo('one')
    vi.stubGlobal('fetch', async (request: Request) => {
      if (!request.url.endsWith('/unsent')) throw new TypeError('no signal')
      told.push(await request.json() as Record<string, unknown>)
      return json({ keep_days: 5, settled: [{ id: first.id, by: '何苗', note: '改派了' }] })
    })
    await startSync(me)
    await vi.waitFor(() => expect(refused.value[0]?.settled).toEqual({ by: '何苗', note: '改派了' }))
    expect(told[0]).toMatchObject({ commands: 2, photos: 1, refused: [first.id], oldest_at: first.event_time })
    expect([keepDays.value, second.seq]).toEqual([5, 2])
    const before = told.length
    await tell()
    expect(told.length).toBe(before) // control: the same again is no news
  })
})

describe('the rescue file', () => {
  interface Content { owner: object; client_id: string; commands: { id: string; seq: number }[]; refused: { id: string; payload: object }[]; files: { sha256: string }[] }
  it('test_R36_holds every unsent command, refusal and picture, sealed by a hash, but no picture that has arrived', async () => {
    const kept = await photo('kept')
    await markReceipted(await photo('gone'))
    await enqueue('visit.accept', of, about)
    const lost = pending.value[2]!
    await settle([lost], [answer(lost, 'refused')])
    const file = await openRescue(await rescueFile('苏建国'))
    const content = JSON.parse(file.content) as Content
    expect(await sha256(new TextEncoder().encode(file.content).buffer as ArrayBuffer)).toBe(file.sha256)
    expect([content.owner, content.commands.map((one) => one.seq), content.files.map((one) => one.sha256)]).toEqual([{ id: me, name: '苏建国' }, [1, 2], [kept.sha256]])
    expect(content.refused).toEqual([{ id: lost.id, kind: 'visit.accept', event_time: lost.event_time, payload: of, code: 'wrong_state' }])
    expect([Object.keys(file.pictures), atob(file.pictures[kept.sha256]!.base64)]).toEqual([[kept.sha256], 'kept'])
  })
  it('test_R36_is told from any other file', async () => {
    for (const text of ['', '{}', 'null', '[]', '{"format":"other","sha256":"","content":""}']) await expect(openRescue(new Blob([text]))).rejects.toMatchObject({ code: 'rescue_broken' })
  })
})
