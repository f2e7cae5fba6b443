import { shallowRef } from 'vue'
import { applyAll, type Local } from './apply'
import { chained, overtaken } from './chaining'
import { database, type Database } from './database'
import { uuid7 } from './ids'
import { whole } from './kept'
import type { Answer, Command, Day, Kind, Payloads, Refused, Road, StoredFile, Van, Wallet, About } from './shapes'

/** What the screens show. Always the server's last word plus what is still in the outbox. */
export const local = shallowRef<Local | null>(null)
export const pending = shallowRef<readonly Command[]>([])
export const refused = shallowRef<readonly Refused[]>([])
/** When the server's last word was read; null before the first time. */
export const readAt = shallowRef<string | null>(null)
/** How many commands reached the office today. */
export const arrived = shallowRef(0)
/** True once the phone's own memory has been read: before that nothing may be said about an empty day. */
export const ready = shallowRef(false)

/** How many days this phone keeps what has arrived; the office says it. */
export const USUAL_KEEP_DAYS = 7
export const keepDays = shallowRef(USUAL_KEEP_DAYS)

let owner = ''
const others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('paigong-outbox')
if (others) others.onmessage = () => void show()

export const db = (): Promise<Database> => {
  if (!owner) throw new Error('no one is logged in')
  return database(owner)
}
export const ownerId = (): string => owner

/** Opens the memory of this person on this phone and shows it. The name is for whoever finds his unsent work here. */
export async function openStore(userId: string, name = ''): Promise<void> {
  if (owner !== userId) {
    local.value = null
    pending.value = []
    refused.value = []
    ready.value = false
  }
  owner = userId
  if (name) await (await db()).put('meta', name, 'owner_name').catch(() => undefined)
  await show()
}

const dayKey = (): string => `arrived:${new Date().toDateString()}`

/** Reads everything again and works out what to show. */
export async function show(): Promise<void> {
  const mine = owner
  if (!mine) return
  const store = await database(mine)
  const tx = store.transaction(['seen', 'outbox', 'refused', 'meta'])
  const [seen, commands, refusals, count, days] = await Promise.all([lastWord(tx.objectStore('seen')), tx.objectStore('outbox').getAll(), tx.objectStore('refused').getAll(), tx.objectStore('meta').get(dayKey()), tx.objectStore('meta').get('keep_days')])
  if (mine !== owner) return // somebody else has taken the phone meanwhile
  pending.value = commands
  refused.value = refusals
  arrived.value = Number(count ?? 0)
  keepDays.value = Number(days ?? USUAL_KEEP_DAYS)
  readAt.value = seen?.at ?? null
  local.value = seen && applyAll(seen.known, commands)
  ready.value = true
}

type Seen = { data: Day | Van | Wallet | Road; at: string } | undefined

/** The server's last word as it was read; null before the first time. */
async function lastWord(shelf: { get(key: 'day' | 'van' | 'wallet'): Promise<Seen> }): Promise<{ known: Local; at: string } | null> {
  const [day, van, wallet] = await Promise.all([shelf.get('day'), shelf.get('van'), shelf.get('wallet')])
  return day ? { at: day.at, known: { day: whole(day.data as Day), van: (van?.data as Van | undefined) ?? null, wallet: (wallet?.data as Wallet | undefined) ?? null } } : null
}

/** The phone has no room: what was being kept was not kept at all, and what was there before is there. */
export const isFull = (thrown: unknown): boolean => (thrown as Error | null)?.name === 'QuotaExceededError'

/** Does it; on a full phone the pictures that the office has receipted make room first, and then once more. */
async function withRoom<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (!isFull(thrown)) throw thrown
    const tx = (await db()).transaction('files', 'readwrite')
    for (let at = await tx.store.openCursor(); at; at = await at.continue()) if (at.value.receipted) await at.delete() // one by one: they are large
    await tx.done
    return work()
  }
}

async function changed(): Promise<void> {
  await show()
  others?.postMessage('changed')
}

/** Keeps what the server said. Only the sender calls this, between two sendings, so that nothing newer is undone. */
export async function keepSeen(seen: { day: Day; van: Van; wallet: Wallet }): Promise<void> {
  await withRoom(() => putSeen(seen))
  await changed()
}

async function putSeen(seen: { day: Day; van: Van; wallet: Wallet }): Promise<void> {
  const store = await db()
  const tx = store.transaction(['seen', 'meta'], 'readwrite')
  const at = new Date().toISOString()
  for (const key of ['day', 'van', 'wallet'] as const) void tx.objectStore('seen').put({ data: seen[key], at }, key)
  void tx.objectStore('meta').put(seen.day.now, 'server_time')
  for (const one of seen.van.devices) if (one.product_code) void tx.objectStore('meta').put(one.product_code, `product:${one.terminal_no}`)
  await tx.done
}

/** Notes what the office said to the count of what is unsent: the rule of keeping, and refusals that it has settled. */
export async function hear({ keep_days, settled }: { keep_days: number; settled: readonly { id: string; by: string; note: string }[] }): Promise<void> {
  if (keep_days === keepDays.value && !settled.length) return // nothing new: no screen is drawn again for it
  const tx = (await db()).transaction(['meta', 'refused'], 'readwrite')
  await tx.objectStore('meta').put(keep_days, 'keep_days')
  for (const { id, by, note } of settled) {
    const one = await tx.objectStore('refused').get(id)
    if (one) await tx.objectStore('refused').put({ ...one, settled: { by, note } })
  }
  await tx.done
  await changed()
}

/** The hash of the file that a command needs at the server before it, if any. */
export const fileOf = (command: Pick<Command, 'payload'>): string | undefined => ('sha256' in command.payload ? command.payload.sha256 : undefined)

/**
 * Puts a command into the outbox, shows its effect at once, and gives it back. Number, time and payload are frozen
 * here, in one transaction with the file that it names: a dead battery leaves both or neither.
 */
export async function enqueue<K extends Kind>(kind: K, given: Payloads[K], about: About, file?: StoredFile): Promise<Command<K>> {
  const command = await withRoom(() => put(kind, given, about, file))
  await changed()
  return command
}

async function put<K extends Kind>(kind: K, given: Payloads[K], about: About, file?: StoredFile): Promise<Command<K>> {
  const store = await db()
  const { payload, key, chain } = await chained(store, kind, given)
  const tx = store.transaction(['outbox', 'files', 'meta'], 'readwrite', { durability: 'strict' })
  const meta = tx.objectStore('meta')
  if (await overtaken(meta, key, chain)) {
    await tx.done // another picture was faster: this one follows it
    return put(kind, given, about, file)
  }
  const seq = Number((await meta.get('seq')) ?? 0) + 1
  const counter = Number((await meta.get('counter')) ?? 0) + 1
  const seen = await meta.get('server_time')
  const command: Command<K> = {
    id: uuid7(), seq, kind, version: 1, event_time: new Date().toISOString(), counter, payload, about, tries: 0,
    ...(seen !== undefined && { server_time_seen: String(seen) }),
  }
  if (chain) await meta.put(chain.link, key)
  await Promise.all([meta.put(seq, 'seq'), meta.put(counter, 'counter'), tx.objectStore('outbox').put(command), ...(file ? [tx.objectStore('files').put(file)] : [])])
  await tx.done
  return command
}

/** Books the server's answers in one transaction: done ones leave, refused ones go before a person, held ones wait. */
export async function settle(sent: readonly Command[], answers: readonly Answer[]): Promise<void> {
  await withRoom(() => book(sent, answers))
  await changed()
}

async function book(sent: readonly Command[], answers: readonly Answer[]): Promise<void> {
  const store = await db()
  const tx = store.transaction(['seen', 'outbox', 'refused', 'meta', 'files'], 'readwrite')
  const seen = await lastWord(tx.objectStore('seen'))
  const before = Number((await tx.objectStore('meta').get(dayKey())) ?? 0)
  const accepted: Command[] = []
  for (const [command, answer] of answered(sent, answers)) {
    if (answer.outcome === 'held') {
      await tx.objectStore('outbox').put({ ...command, tries: command.tries + 1, ...(answer.message && { waits: answer.message }) })
      await sendAgain(tx.objectStore('files'), command, answer)
      continue
    }
    await tx.objectStore('outbox').delete(command.seq)
    if (answer.outcome === 'refused') await tx.objectStore('refused').put(refusal(command, answer))
    else accepted.push(command)
  }
  if (seen && accepted.length) await putKnown(tx.objectStore('seen'), applyAll(seen.known, accepted), seen.at)
  await tx.objectStore('meta').put(before + accepted.length, dayKey())
  await tx.done
}

/** The office has no longer what it had receipted (its database was restored): the copy that lies here goes once more. */
async function sendAgain(files: { get(sha: string): Promise<StoredFile | undefined>; put(file: StoredFile): Promise<unknown> }, command: Command, { code }: Answer): Promise<void> {
  const file = code === 'file_not_here' && await files.get(fileOf(command) ?? '')
  if (file) await files.put({ ...file, receipted: false })
}

const answered = (sent: readonly Command[], answers: readonly Answer[]): [Command, Answer][] => answers.flatMap((answer): [Command, Answer][] => {
  const command = sent.find((one) => one.id === answer.id)
  return command ? [[command, answer]] : []
})

async function putKnown(shelf: { put(value: { data: Day | Van | Wallet; at: string }, key: 'day' | 'van' | 'wallet'): Promise<unknown> }, known: Local, at: string): Promise<void> {
  for (const key of ['day', 'van', 'wallet'] as const) {
    const data = known[key]
    if (data) await shelf.put({ data, at }, key)
  }
}

const unknownWords = { zh: '办公室没收下这一项，问问调度。', en: 'The office did not take this. Ask your dispatcher.' }
const refusal = (command: Command, answer: Answer): Refused => ({
  id: command.id, kind: command.kind, event_time: command.event_time, payload: command.payload, about: command.about,
  code: answer.code ?? 'refused', words: answer.message ?? unknownWords, details: answer.details ?? {},
})

/** Numbers the waiting commands anew from `first` on: the server has seen none of them (its database was restored). */
export async function renumber(first: number): Promise<void> {
  const store = await db()
  const tx = store.transaction(['outbox', 'meta'], 'readwrite')
  const waiting = await tx.objectStore('outbox').getAll()
  await tx.objectStore('outbox').clear()
  for (const [index, command] of waiting.entries()) await tx.objectStore('outbox').put({ ...command, seq: first + index })
  await tx.objectStore('meta').put(first + waiting.length - 1, 'seq')
  await tx.done
  await changed()
}

/** The name of this outbox at the server: one for each person and phone. */
export async function clientId(): Promise<string> {
  const tx = (await db()).transaction('meta', 'readwrite') // two tabs that ask first at one moment hear the same
  const known = await tx.store.get('client_id')
  const name = known ? String(known) : uuid7()
  if (!known) await tx.store.put(name, 'client_id')
  await tx.done
  return name
}

export async function newClientId(): Promise<void> {
  await (await db()).put('meta', uuid7(), 'client_id')
  await renumber(1)
}

/** A person has looked at a refusal and it is dealt with. */
export async function dismiss(id: string): Promise<void> {
  await (await db()).delete('refused', id)
  await changed()
}

export const readFile = async (sha: string): Promise<StoredFile | undefined> => (await db()).get('files', sha)
export async function markReceipted(file: StoredFile): Promise<void> {
  const store = await db()
  // Where there is no room to write the receipt down, the copy that it is about makes room.
  await store.put('files', { ...file, receipted: true }).catch((thrown: unknown) => {
    if (!isFull(thrown)) throw thrown
    return store.delete('files', file.sha256)
  })
}
