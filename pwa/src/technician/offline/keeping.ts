import { deleteDB } from 'idb'
import { isOver } from '../words'
import { database, forgetDatabase, type Database } from './database'
import { fileOf, show, USUAL_KEEP_DAYS } from './store'
import type { Day, Visit } from './shapes'

/** Data of work that has arrived leaves the phone after the days that the office says; what is unsent never does (R36). */
const DAY_MS = 24 * 60 * 60_000
const PREFIX = 'paigong-'

/** Whose unsent work lies on this phone: the person, and how many items. */
export interface Left { userId: string; name: string; unsent: number }

const unsentIn = async (store: Database): Promise<number> => (await store.count('outbox')) + (await store.count('refused'))
const daysOf = async (store: Database): Promise<number> => Number((await store.get('meta', 'keep_days')) ?? USUAL_KEEP_DAYS)

async function peopleHere(): Promise<string[]> {
  const found = (await indexedDB.databases?.()) ?? []
  return found.map((one) => one.name ?? '').filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length))
}

/** Everybody whose work waits on this phone; for the login screen. */
export async function leftHere(): Promise<Left[]> {
  const all = await Promise.all((await peopleHere()).map(async (userId): Promise<Left> => {
    const store = await database(userId)
    return { userId, name: String((await store.get('meta', 'owner_name')) ?? ''), unsent: await unsentIn(store) }
  }))
  return all.filter((one) => one.unsent > 0)
}

/** Looks through the memory of the person at work, and of those who worked here before. */
export async function sweep(owner: string, now = Date.now()): Promise<void> {
  const store = await database(owner)
  await forgetFiles(store, now)
  if (await forgetVisits(store, now)) await show()
  for (const userId of await peopleHere()) if (userId !== owner) await forgetPerson(userId, now)
}

const isOld = (at: string, days: number, now: number): boolean => now - Date.parse(at) > days * DAY_MS

/** Pictures that nothing here still needs, of no visit under way, older than the days. Read one by one: they are large. */
async function forgetFiles(store: Database, now: number): Promise<void> {
  const days = await daysOf(store)
  const tx = store.transaction(['files', 'outbox', 'refused', 'seen'], 'readwrite')
  const [outbox, refused, seen] = await Promise.all([tx.objectStore('outbox').getAll(), tx.objectStore('refused').getAll(), tx.objectStore('seen').get('day')])
  const wanted = new Set([...outbox, ...refused].map(fileOf))
  const live = new Set((seen?.data as Day | undefined)?.visits.filter((one) => !isOver(one)).map((one) => one.id))
  for (let at = await tx.objectStore('files').openCursor(); at; at = await at.continue()) {
    const { sha256, visit_id, taken_at } = at.value
    if (!wanted.has(sha256) && !live.has(visit_id) && isOld(taken_at, days, now)) await at.delete()
  }
  await tx.done
}

/** Visits that ended longer ago than the days and of which nothing waits; true when some left. */
async function forgetVisits(store: Database, now: number): Promise<boolean> {
  const days = await daysOf(store)
  const tx = store.transaction(['seen', 'outbox', 'refused'], 'readwrite')
  const [outbox, refused, seen] = await Promise.all([tx.objectStore('outbox').getAll(), tx.objectStore('refused').getAll(), tx.objectStore('seen').get('day')])
  const day = seen?.data as Day | undefined
  if (!seen || !day) return false
  const named = new Set([...outbox, ...refused].map(({ payload }) => ('visit_id' in payload ? payload.visit_id : '')))
  const visits = day.visits.filter((one) => named.has(one.id) || !hasEnded(one, days, now))
  const fewer = visits.length < day.visits.length
  if (fewer) await tx.objectStore('seen').put({ ...seen, data: { ...day, visits } }, 'day')
  await tx.done
  return fewer
}

const hasEnded = (visit: Visit, days: number, now: number): boolean => isOver(visit) && isOld(visit.completed_at ?? visit.window_end, days, now)

/** Somebody who worked on this phone before: when nothing of his waits and he was not here for the days, all of it goes. */
async function forgetPerson(userId: string, now: number): Promise<void> {
  const store = await database(userId)
  const at = (await store.get('seen', 'day'))?.at
  if (!at || !isOld(at, await daysOf(store), now) || (await unsentIn(store)) > 0) return
  await forgetDatabase(userId)
  await deleteDB(`${PREFIX}${userId}`)
}
