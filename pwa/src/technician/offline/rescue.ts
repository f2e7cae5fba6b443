import type { RescueFile } from '@shared/rescue/rescue'
import { sha256 } from './ids'
import { clientId, db, ownerId, readFile } from './store'
import { deviceName, envelope } from './sync'
import type { StoredFile } from './shapes'

/** Everything that has not reached the office, in one file: this person's phone, another of his, or the desk hands it in. */
export async function rescueFile(ownerName: string): Promise<Blob> {
  const store = await db()
  const [commands, refused, files] = await Promise.all([store.getAll('outbox'), store.getAll('refused'), unsentFiles()])
  const about = Object.fromEntries([...commands, ...refused].map((one) => [one.id, { customer: one.about.customer, plate: one.about.plate ?? '' }]))
  const content = JSON.stringify({
    format: 'paigong-rescue', version: 2, made_at: new Date().toISOString(), owner: { id: ownerId(), name: ownerName }, client_id: await clientId(), device: deviceName(),
    commands: commands.map(envelope), refused: refused.map(({ id, kind, event_time, payload, code }) => ({ id, kind, event_time, payload, code })),
    files, about,
  })
  const head: Omit<RescueFile, 'pictures'> = { format: 'paigong-rescue', sha256: await sha256(new TextEncoder().encode(content).buffer as ArrayBuffer), content }
  // One picture after the other and never as one text: those of a whole shift are more than a small phone can hold at once.
  const pictures: Blob[] = []
  for (const { sha256: sha } of files) {
    const one = await readFile(sha)
    if (one) pictures.push(new Blob([`${pictures.length ? ',' : ''}"${sha}":${JSON.stringify({ type: one.type, base64: await base64(one.bytes) })}`]))
  }
  return new Blob([`${JSON.stringify(head).slice(0, -1)},"pictures":{`, ...pictures, '}}'], { type: 'application/json' })
}

/** Pictures without a receipt, looked at one by one: all of them are many. */
async function unsentFiles(): Promise<Pick<StoredFile, 'sha256' | 'size'>[]> {
  const found: Pick<StoredFile, 'sha256' | 'size'>[] = []
  for (let at = await (await db()).transaction('files').store.openCursor(); at; at = await at.continue()) {
    const { sha256: sha, size, receipted } = at.value
    if (!receipted) found.push({ sha256: sha, size })
  }
  return found
}

const base64 = (bytes: ArrayBuffer): Promise<string> => new Promise((resolve, reject) => {
  const reader = new FileReader()
  reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
  reader.onerror = () => reject(reader.error ?? new Error('unreadable'))
  reader.readAsDataURL(new Blob([bytes]))
})

export function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
