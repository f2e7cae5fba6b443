import { db } from './store'

/** Everything that has not reached the office, in one file that the office can read when the phone is gone. */
export async function rescueFile(): Promise<Blob> {
  const store = await db()
  const [commands, refused, files, client] = await Promise.all([store.getAll('outbox'), store.getAll('refused'), store.getAll('files'), store.get('meta', 'client_id')])
  const unsent = files.filter((file) => !file.receipted)
  const pictures = await Promise.all(unsent.map(async ({ bytes, ...rest }) => ({ ...rest, base64: await base64(bytes) })))
  return new Blob([JSON.stringify({ format: 'paigong-rescue', version: 1, made_at: new Date().toISOString(), client_id: client ?? null, commands, refused, files: pictures })], { type: 'application/json' })
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
