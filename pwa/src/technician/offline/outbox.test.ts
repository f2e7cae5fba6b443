import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deleteDB, openDB } from 'idb'
import { closeToast, shown } from '@shared/ui/toast'
import { database } from './database'
import { signal } from '../shell/signal'
import { aDay, aVan, aWallet } from './fixtures'
import { sha256, uuid7 } from './ids'
import { arrived, clientId, dismiss, enqueue, keepSeen, local, openStore, ownerId, pending, readFile, refused, show } from './store'
import { give, nextTry, sendAll, startSync, stopSync } from './sync'
import type { StoredFile } from './shapes'

const about = { customer: '顺捷冷链', plate: '粤BY7052' }
const of = { visit_id: 'visit' }
interface Sent { client_id: string; commands: { id: string; seq: number; kind: string; payload: object }[] }
type Answering = (sent: Sent) => object
let sent: Sent[] = []
let files: string[] = []
let people = 0

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const outcome = (kind: string, more: object = {}): Answering => ({ commands }) => ({ answers: commands.map(({ id }) => ({ id, outcome: kind, ...more })), expected_seq: (commands.at(-1)?.seq ?? 0) + 1 })

/** A server that answers commands as told, one way after the other; the last way stays. */
function server(...ways: Answering[]): void {
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'PUT') {
      const { pathname, searchParams } = new URL(request.url)
      files.push(pathname.split('/').at(-1) ?? '')
      return json({ sha256: '', size: 0, received: Number(searchParams.get('size')) })
    }
    const body = await request.json() as Sent
    sent.push(body)
    const way = ways.length > 1 ? ways.shift() : ways[0]
    return json(way?.(body))
  })
}
async function picture(text: string): Promise<StoredFile> {
  const bytes = new TextEncoder().encode(text).buffer as ArrayBuffer
  return { sha256: await sha256(bytes), bytes, type: 'image/jpeg', size: bytes.byteLength, taken_at: '2026-11-20T06:00:00Z', receipted: false, visit_id: 'visit' }
}
const photo = async (text: string): Promise<StoredFile> => {
  const file = await picture(text)
  await enqueue('photo.add', { ...of, item_id: 'i1', code: 'P2', sha256: file.sha256, size: file.size, taken_at: file.taken_at }, about, file)
  return file
}

beforeEach(async () => {
  sent = []
  files = []
  await openStore(`person-${++people}`)
  await keepSeen({ day: aDay(), van: aVan(), wallet: aWallet() })
})
afterEach(() => vi.unstubAllGlobals())

describe('the outbox', () => {
  it('test_R16_leaves a line that is dead but not closed, and keeps what it was sending', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort(new DOMException('too long', 'TimeoutError')))
    vi.stubGlobal('fetch', (request: Request) => new Promise((_, reject) => {
      if (request.signal.aborted) reject(request.signal.reason as Error) // without the limit this line never answers
    }))
    await enqueue('visit.accept', of, about)
    await expect(sendAll()).rejects.toMatchObject({ isOffline: true })
    expect(pending.value.map((one) => one.kind)).toEqual(['visit.accept'])
    vi.restoreAllMocks()
  })

  it('test_R16_keeps what was done through a restart, in order, and shows it at once', async () => {
    await enqueue('visit.accept', of, about)
    await enqueue('visit.contacted', of, about)
    expect(local.value?.day.visits[0]?.state).toBe('accepted')
    const before = pending.value.map((one) => one.id)
    await show() // as after a restart: everything is read from the database again
    expect(pending.value.map((one) => [one.seq, one.kind])).toEqual([[1, 'visit.accept'], [2, 'visit.contacted']])
    expect(pending.value.map((one) => one.id)).toEqual(before)
  })
  it('test_R34_freezes event time, counter and the last server time when the command is given', async () => {
    const command = await enqueue('visit.accept', of, about)
    expect([command.counter, command.server_time_seen, Date.now() - Date.parse(command.event_time) < 5000]).toEqual([1, '2026-11-20T05:32:00Z', true])
  })
  it('two people on one phone never mix their work', async () => {
    await enqueue('visit.accept', of, about)
    const first = await clientId()
    await openStore('somebody-else')
    expect([pending.value.length, local.value, (await clientId()) === first]).toEqual([0, null, false])
  })
  it('test_R36_what is still being read of one person is not shown to the next', async () => {
    await enqueue('visit.accept', of, about)
    const busy = (await database(ownerId())).transaction('outbox', 'readwrite')
    let held = true
    const holding = (async () => { while (held) await busy.store.count() })()
    const late = show()
    await openStore('next-one')
    held = false
    await Promise.all([holding, late])
    expect([pending.value, local.value]).toEqual([[], null])
  })
  it('says that nothing can be kept, and keeps again once the memory opens', async () => {
    const name = `paigong-shut-${people}`
    const newer = await openDB(name, 2) // as after an update that was taken back: this version cannot open it
    newer.close()
    await startSync(`shut-${people}`)
    expect(shown.value?.text).toContain('打不开')
    closeToast()
    await expect(give('visit.accept', of, about)).rejects.toThrow('version')
    expect(shown.value?.text).toContain('打不开')
    await deleteDB(name)
    await enqueue('visit.accept', of, about)
    expect(pending.value).toHaveLength(1)
    closeToast()
  })
  it('two acts given at the same moment get two numbers', async () => {
    await Promise.all([enqueue('visit.accept', of, about), enqueue('visit.contacted', of, about), enqueue('visit.start', of, about)])
    expect(pending.value.map((one) => one.seq)).toEqual([1, 2, 3])
  })
})

describe('Background Sync, where there is one', () => {
  const register = vi.fn(async () => undefined)
  const offline = async (onLine: boolean): Promise<void> => {
    vi.stubGlobal('fetch', async () => { throw new TypeError('no signal') })
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(onLine)
    Object.defineProperty(navigator, 'serviceWorker', { value: { getRegistration: async () => ({ sync: { register } }) }, configurable: true })
    await startSync(`person-${people}`)
    await give('visit.accept', of, about)
    await vi.waitFor(() => expect(signal.value.state).toBe('offline'))
    await give('visit.contacted', of, about)
    await vi.waitFor(() => expect([nextTry.value !== null, pending.value.length]).toEqual([true, 2]))
    stopSync()
  }
  afterEach(() => { register.mockClear(); vi.restoreAllMocks(); Reflect.deleteProperty(navigator, 'serviceWorker') })
  it('is asked to wake the page once the browser is on line again', async () => {
    await offline(false)
    expect(register.mock.calls).toEqual([['outbox']]) // once, however often it is tried meanwhile
  })
  it('is left alone while the browser believes that it is on line: it would call at once, for ever', async () => {
    await offline(true)
    expect(register).not.toHaveBeenCalled()
  })
})

describe('sending', () => {
  it('takes accepted ones out, keeps their effect, counts them', async () => {
    server(outcome('accepted'))
    await enqueue('visit.accept', of, about)
    await sendAll()
    expect([pending.value.length, local.value?.day.visits[0]?.state, arrived.value]).toEqual([0, 'accepted', 1])
  })
  it('test_R16_a lost answer is asked for again with the same command, and a duplicate settles it', async () => {
    await enqueue('visit.accept', of, about)
    vi.stubGlobal('fetch', async (request: Request) => { sent.push(await request.json() as Sent); throw new TypeError('cut') })
    await expect(sendAll()).rejects.toMatchObject({ isOffline: true })
    expect(pending.value).toHaveLength(1)
    server(outcome('duplicate'))
    await sendAll()
    expect([pending.value.length, sent[1]]).toEqual([0, sent[0]])
  })
  it('test_R36_hands the file in before its command, and keeps the copy until it is receipted', async () => {
    server(outcome('accepted'))
    const order: string[] = []
    const through = globalThis.fetch
    vi.stubGlobal('fetch', (request: Request) => { order.push(request.method); return through(request) })
    await enqueue('visit.start', of, about)
    const file = await photo('one')
    await sendAll()
    expect([order, files]).toEqual([['POST', 'PUT', 'POST'], [file.sha256]])
    expect((await readFile(file.sha256))?.receipted).toBe(true)
  })
  it('a refused one leaves the queue, loses nothing, waits for a person in the server’s words, and its effect goes', async () => {
    const message = { zh: '这单已经取消。', en: 'This order was cancelled.' }
    server(outcome('refused', { code: 'order_cancelled', message, details: { by: 'x' } }))
    await enqueue('visit.accept', of, about)
    await sendAll()
    expect([pending.value.length, local.value?.day.visits[0]?.state]).toEqual([0, 'dispatched'])
    expect(refused.value[0]).toMatchObject({ kind: 'visit.accept', words: message, about, details: { by: 'x' }, payload: of })
    await dismiss(refused.value[0]?.id ?? '')
    expect(refused.value).toEqual([])
  })
  it('a held one stays with its reason and stops the queue there', async () => {
    const message = { zh: '照片还没到。', en: 'The photo is not here yet.' }
    server(outcome('held', { code: 'file_not_here', message }))
    await enqueue('visit.accept', of, about)
    await sendAll()
    expect([sent.length, pending.value[0]?.waits, pending.value[0]?.tries]).toEqual([1, message, 1])
  })
  it('test_R36_hands a file in once more that the office has no longer, instead of waiting for ever', async () => {
    server(({ commands }) => ({ answers: commands.map(({ id }) => ({ id, outcome: 'held', code: 'file_not_here' })), expected_seq: 1 }), outcome('accepted'))
    const file = await photo('restored')
    await sendAll()
    expect([pending.value.length, (await readFile(file.sha256))?.receipted]).toEqual([1, false])
    await sendAll()
    expect([pending.value.length, files]).toEqual([0, [file.sha256, file.sha256]])
  })
  it('numbers the queue anew when the server was restored and expects an earlier number', async () => {
    server(outcome('accepted'))
    await enqueue('visit.accept', of, about)
    await sendAll()
    await enqueue('visit.contacted', of, about)
    sent = []
    server(({ commands }) => ({ answers: commands.map(({ id }) => ({ id, outcome: 'held', code: 'sequence_gap' })), expected_seq: 1 }), outcome('accepted'))
    await sendAll()
    expect([sent.map((one) => one.commands[0]?.seq), pending.value.length]).toEqual([[2, 1], 0])
  })
  it('an outbox that the server knows as another’s gets a name of its own', async () => {
    await enqueue('visit.accept', of, about)
    let first = true
    vi.stubGlobal('fetch', async (request: Request) => {
      const body = await request.json() as Sent
      sent.push(body)
      if (!first) return json(outcome('accepted')(body))
      first = false
      return json({ code: 'client_not_yours', message: { zh: '不是你的', en: 'Not yours' } }, 409)
    })
    await sendAll()
    expect([pending.value.length, sent[0]?.client_id === sent[1]?.client_id]).toEqual([0, false])
  })
})

it('ids are UUIDv7 and sort by time', () => {
  const [a, b] = [uuid7(1_000), uuid7(2_000)]
  expect(a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(a < b).toBe(true)
})
