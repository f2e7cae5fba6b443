import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Command, Day, Refused, Road, StoredFile, Van, Wallet } from './shapes'

interface Schema extends DBSchema {
  /** What the server said last: `day`, `van`, `wallet`, `road`, each with the moment it was read. */
  seen: { key: 'day' | 'van' | 'wallet' | 'road'; value: { data: Day | Van | Wallet | Road; at: string } }
  outbox: { key: number; value: Command }
  refused: { key: string; value: Refused }
  files: { key: string; value: StoredFile }
  /** client_id, seq, counter, server_time, sent_today … */
  meta: { key: string; value: string | number }
}
export type Database = IDBPDatabase<Schema>

const opened = new Map<string, Promise<Database>>()

/** The database of one person on this phone: two people who share a phone never mix their work. */
export function database(userId: string): Promise<Database> {
  const known = opened.get(userId)
  if (known) return known
  const fresh = openDB<Schema>(`paigong-${userId}`, 1, {
    upgrade(db) {
      db.createObjectStore('seen')
      db.createObjectStore('outbox', { keyPath: 'seq' })
      db.createObjectStore('refused', { keyPath: 'id' })
      db.createObjectStore('files', { keyPath: 'sha256' })
      db.createObjectStore('meta')
    },
    terminated() { opened.delete(userId) },
    blocking(_from, _to, event) { (event.target as IDBDatabase).close(); opened.delete(userId) },
  })
  opened.set(userId, fresh)
  fresh.catch(() => opened.delete(userId)) // asked again, it is tried again
  return fresh
}

/** Closes the database of somebody, before it is deleted. */
export async function forgetDatabase(userId: string): Promise<void> {
  ;(await opened.get(userId))?.close()
  opened.delete(userId)
}
