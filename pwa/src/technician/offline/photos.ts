import { sha256 } from './ids'
import { shrink } from './shrink'
import type { StoredFile } from './shapes'

/**
 * A picture from the camera as it is kept and sent, named by its hash. Made small in a worker: on the page itself the
 * browser encodes only when it is idle, which on a busy phone takes seconds.
 */
export async function keepPhoto(file: Blob, visitId: string): Promise<StoredFile> {
  const small = await (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined' ? shrink(file) : inWorker(file))
  return keepFile(small, visitId)
}

let worker: Worker | undefined

/** Fetches the worker while there is time, so that the first picture need not wait for it. */
export function warmUp(): void {
  if (typeof Worker !== 'undefined') worker ??= new Worker(new URL('./shrink.worker.ts', import.meta.url), { type: 'module' })
}

/**
 * Each picture has a line of its own to the worker: a second one may be taken while the first is still being made small,
 * and neither may ever stand for the other. A worker that breaks is left and the page does it itself.
 */
function inWorker(file: Blob): Promise<Blob> {
  warmUp()
  const hand = worker
  if (!hand) return shrink(file)
  const { port1: here, port2: there } = new MessageChannel()
  const over = new AbortController()
  return new Promise<Blob>((resolve, reject) => {
    here.onmessage = (event: MessageEvent<Blob | null>) => (event.data ? resolve(event.data) : reject(new Error('no picture')))
    hand.addEventListener('error', () => {
      worker = undefined
      shrink(file).then(resolve, reject)
    }, { signal: over.signal })
    hand.postMessage(file, [there])
  }).finally(() => { over.abort(); here.close() })
}

/** Any file (a signature's picture) under its hash. */
export async function keepFile(blob: Blob, visitId: string): Promise<StoredFile> {
  const bytes = await blob.arrayBuffer()
  return { sha256: await sha256(bytes), bytes, type: blob.type, size: bytes.byteLength, taken_at: new Date().toISOString(), receipted: false, visit_id: visitId }
}
