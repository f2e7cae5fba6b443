import type { RescueFile } from '@shared/rescue/rescue'
import { sha256 } from './ids'
import { clientId, db, ownerId } from './store'
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
    files: files.map((one) => ({ sha256: one.sha256, size: one.size })), about,
  })
  const pictures: RescueFile['pictures'] = {}
  for (const one of files) pictures[one.sha256] = { type: one.type, base64: await base64(one.bytes) }
  const file: RescueFile = { format: 'paigong-rescue', sha256: await sha256(new TextEncoder().encode(content).buffer as ArrayBuffer), content, pictures }
  return new Blob([JSON.stringify(file)], { type: 'application/json' })
}

/** Pictures without a receipt, read one by one: those that have one may be many. */
async function unsentFiles(): Promise<StoredFile[]> {
  const found: StoredFile[] = []
  for (let at = await (await db()).transaction('files').store.openCursor(); at; at = await at.continue()) if (!at.value.receipted) found.push(at.value)
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
