import { shallowRef } from 'vue'
import { api, call } from '@shared/api/client'
import { asApiError } from '@shared/api/errors'
import { refreshMe } from '@shared/session/session'
import { toast } from '@shared/ui/toast'
import { t } from '../messages'
import { reportSignal, signal, type Signal } from '../shell/signal'
import { sweep } from './keeping'
import { handInPieces } from './pieces'
import { openRoad, readRoad } from './road'
import { clientId, enqueue, fileOf, hear, isFull, keepSeen, markReceipted, newClientId, openStore, ownerId, pending, readFile, refused, renumber, settle } from './store'
import type { About, Command, Kind, Payloads, StoredFile } from './shapes'

const MOST = 40
const IDLE_MS = 30_000
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 60_000
const HELD_WAIT_MS = 15_000
const WEAK_MS = 8_000
/** A line that is dead but not closed (a tunnel, a changed cell) would otherwise be waited on for ever. */
const ANSWER_MS = 30_000
/** How often the office is told the same count again, so that it knows when this phone was last heard. */
const TELL_MS = 5 * 60_000
/** How often what has served its time is looked for. */
const SWEEP_MS = 6 * 60 * 60_000
/** The slowest line on which a picture is still worth waiting for, in bytes a millisecond. */
const SLOWEST = 4

/** The command that is on its way right now, and when the next try is due (epoch ms; null while nothing waits). */
export const underWay = shallowRef<string | null>(null)
export const nextTry = shallowRef<number | null>(null)

let timer: ReturnType<typeof setTimeout> | undefined
let failures = 0
let running = false
let again = false
let awake = false
/** Something has waited since the bar last said that all is there, be it for no longer than a round. */
let waited = false
/** The browser has been asked to tell when it is on line again. */
let asked = false
/** The round that is on, the number of the last start, and what ends a sending when somebody else takes the phone. */
let current: Promise<void> = Promise.resolve()
let starts = 0
let leaving = new AbortController()
let told = { word: '', at: 0 }
let sweptAt = 0

/** Gives a command: kept and shown at once, sent when there is signal. A phone that cannot keep it says so. */
export async function give<K extends Kind>(kind: K, payload: Payloads[K], about: About, file?: StoredFile): Promise<void> {
  try {
    await enqueue(kind, payload, about, file)
    waited = true
  } catch (thrown) {
    tellNotKept(thrown)
    throw thrown
  }
  kick()
}

const tellNotKept = (thrown: unknown): void => toast(t(isFull(thrown) ? 'notKept' : 'shut'), { kind: 'late', stays: 0 })

/**
 * Begins to send and read for this person; called after login and when the app opens. What was going out for somebody
 * else ends first: his answers must never be booked in this person's memory.
 */
export async function startSync(userId: string, name = ''): Promise<void> {
  stopSync()
  const mine = starts
  await current
  if (mine !== starts) return
  try {
    await openStore(userId, name)
    await openRoad()
  } catch (thrown) {
    return tellNotKept(thrown)
  }
  awake = true
  failures = 0
  kick()
}

/** After logging out: what is unsent stays on the phone and waits for the same person. */
export function stopSync(): void {
  awake = false
  starts++
  clearTimeout(timer)
  waited = false
  leaving.abort()
  leaving = new AbortController()
  reportSignal({ state: 'quiet', unsent: 0 })
}

/** An answer is waited for so long, and no longer than this person has the phone. */
function within(ms: number): AbortSignal {
  const late = AbortSignal.timeout(ms)
  return 'any' in AbortSignal ? AbortSignal.any([late, leaving.signal]) : late
}

/** Says whose work this is: the server refuses it when the cookie has become another person's meanwhile. */
const whose = (): { 'X-Person': string } => ({ 'X-Person': ownerId() })

/** Tries now, whatever the waiting time says. */
export function kick(): void {
  clearTimeout(timer)
  nextTry.value = null
  if (running) again = true
  else current = round()
}

/** What the office does not have: waiting to be sent, or refused and waiting for a person. */
const notThere = (): number => pending.value.length + refused.value.length

/** Says that all is there where something had waited; a look with no news lets that stand for its moment. */
function reportArrived(): void {
  if (waited && !notThere()) {
    waited = false
    reportSignal({ state: 'sent', unsent: 0 })
  } else if (signal.value.state !== 'sent' || notThere()) {
    reportSignal({ state: 'quiet', unsent: notThere() })
  }
}

async function round(): Promise<void> {
  if (!awake || !ownerId()) return
  running = true
  again = false
  waited ||= pending.value.length > 0
  try {
    await alone(exchange)
    failures = 0
    asked = false
    reportArrived()
  } catch (thrown) {
    stumbled(thrown)
  } finally {
    running = false
    underWay.value = null
    plan()
  }
}

function stumbled(thrown: unknown): void {
  failures++
  if (awake) reportSignal({ state: troubleOf(thrown), unsent: notThere() })
  if (asApiError(thrown).code === 'other_person') void refreshMe() // the page then becomes that person's
  if (pending.value.length && !navigator.onLine && !asked) void askToBeWoken()
}

/**
 * Where the browser itself knows that it is off line, its Background Sync tells when that ends, also to a page that nobody
 * looks at. Asked while it believes to be on line it would tell at once; asked once until something went through, never in a circle.
 */
async function askToBeWoken(): Promise<void> {
  asked = true
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  await (registration as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync?.register('outbox').catch(() => undefined)
}

/** No signal, a phone that is full, or a server that answers but does not do its work; a sign-in that has ended has its own screen. */
function troubleOf(thrown: unknown): Signal['state'] {
  const { code, status } = asApiError(thrown)
  if (code === 'no_answer') return 'offline'
  if (isFull(thrown)) return 'full'
  return status === 401 ? 'quiet' : 'trouble'
}

function plan(): void {
  clearTimeout(timer)
  if (!awake) return
  const wait = again ? 0 : waitingTime()
  nextTry.value = pending.value.length ? Date.now() + wait : null
  timer = setTimeout(() => { current = round() }, wait)
}

/** After a failure twice as long each time; with something held back by the server now and then; else the idle look. */
function waitingTime(): number {
  if (failures) return Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS)
  return pending.value.length ? HELD_WAIT_MS : IDLE_MS
}

/** One sender among the tabs of this phone; a second one that finds it busy leaves the work to it. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work()
  await navigator.locks.request(`paigong-sender-${ownerId()}`, { ifAvailable: true }, async (lock) => { if (lock) await work() })
}

async function exchange(): Promise<void> {
  const slow = setTimeout(() => reportSignal({ state: 'weak', unsent: pending.value.length }), WEAK_MS)
  try {
    const idle = !pending.value.length
    if (pending.value.some(fileOf)) await tell() // pictures take long: the office knows before that they are coming
    await sendAll().catch(async (thrown: unknown) => {
      if (asApiError(thrown).status) await tell() // the office answers: it hears of what it does not take
      throw thrown
    })
    const asked = { signal: within(ANSWER_MS), headers: whose() }
    const [day, van, wallet] = await Promise.all([
      call(api.GET('/api/phone/day', asked)), call(api.GET('/api/phone/van', asked)), call(api.GET('/api/phone/wallet', asked)), tell(),
    ])
    await keepSeen({ day, van, wallet })
    if (idle) await readRoad(asked) // changes seldom: not after each thing that is done
  } finally {
    clearTimeout(slow)
  }
  await sweepNowAndThen()
}

/** Tells the office what this phone holds, when that is news. What cannot be told now is told in the next round. */
export async function tell(): Promise<void> {
  const since = [...pending.value, ...refused.value].map((one) => one.event_time).sort()[0]
  try {
    const body = {
      client_id: await clientId(), commands: pending.value.length, photos: pending.value.filter(fileOf).length,
      refused: refused.value.slice(0, 500).map((one) => one.id), device: deviceName(), ...(since && { oldest_at: since }),
    }
    const word = JSON.stringify(body)
    if (!awake || (word === told.word && Date.now() - told.at < TELL_MS)) return
    const heard = await call(api.POST('/api/sync/unsent', { body, headers: whose(), signal: within(ANSWER_MS) }))
    told = { word, at: Date.now() }
    await hear(heard)
  } catch {
    told = { word: '', at: 0 }
  }
}

/** What kind of phone it is, for whoever asks for it by telephone. */
export const deviceName = (): string => /iPhone|iPad|HarmonyOS|Android|Windows|Macintosh|Linux/.exec(navigator.userAgent)?.[0] ?? ''

async function sweepNowAndThen(): Promise<void> {
  if (Date.now() - sweptAt < SWEEP_MS) return
  sweptAt = Date.now()
  await sweep(ownerId()).catch(() => undefined)
}

/** Sends until the outbox is empty or something in it must wait. */
export async function sendAll(): Promise<void> {
  let mended = false
  while (pending.value.length) {
    reportSignal({ state: 'sending', unsent: pending.value.length })
    const batch = await nextBatch(pending.value)
    const outcome = await sendBatch(batch, mended)
    if (outcome === 'stop') return
    mended = outcome === 'mended'
  }
}

/** The head of the queue with its file handed in, and what follows up to the next file that is not there yet. */
async function nextBatch(waiting: readonly Command[]): Promise<Command[]> {
  const batch: Command[] = []
  for (const command of waiting.slice(0, MOST)) {
    const sha = fileOf(command)
    const file = sha ? await readFile(sha) : undefined
    if (file && !file.receipted) {
      if (batch.length) break
      underWay.value = command.id
      await handIn(file)
    }
    batch.push(command)
  }
  return batch
}

async function handIn(file: StoredFile): Promise<void> {
  const line = { headers: whose(), signal: (bytes: number) => within(ANSWER_MS + bytes / SLOWEST) }
  if ((await handInPieces(file, line)) === 'receipted') await markReceipted(file)
}

/** What is sent of a command. */
export const envelope = ({ id, seq, kind, version, event_time, counter, server_time_seen, payload }: Command) => ({
  id, seq, kind, version, event_time, counter, ...(server_time_seen && { server_time_seen }), payload: payload as unknown as Record<string, never>,
})

type Outcome = 'on' | 'stop' | 'mended'

async function sendBatch(batch: Command[], mended: boolean): Promise<Outcome> {
  underWay.value = batch[0]?.id ?? null
  const body = { client_id: await clientId(), commands: batch.map(envelope) }
  try {
    const { answers, expected_seq } = await call(api.POST('/api/sync/commands', { body, headers: whose(), signal: within(ANSWER_MS) }))
    if (!mended && answers[0]?.code === 'sequence_gap') {
      await renumber(expected_seq)
      return 'mended'
    }
    await settleWithRoom(batch, answers)
    return answers.some((one) => one.outcome === 'held') ? 'stop' : 'on'
  } catch (thrown) {
    return notOurs(thrown, mended)
  }
}

/** On a full phone the pictures further back go first: what the office has makes room to write its answers down. */
async function settleWithRoom(batch: Command[], answers: Parameters<typeof settle>[1]): Promise<void> {
  try {
    await settle(batch, answers)
  } catch (thrown) {
    if (!isFull(thrown)) throw thrown
    for (const sha of pending.value.map(fileOf)) {
      const file = sha ? await readFile(sha) : undefined
      if (file && !file.receipted) await handIn(file)
    }
    await settle(batch, answers)
  }
}

/** An outbox that the server knows as another person's gets a name of its own; every other failure waits. */
async function notOurs(thrown: unknown, mended: boolean): Promise<Outcome> {
  if (asApiError(thrown).code !== 'client_not_yours' || mended) throw thrown
  await newClientId()
  return 'mended'
}

if (typeof addEventListener !== 'undefined') {
  addEventListener('online', kick)
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') kick() })
}
