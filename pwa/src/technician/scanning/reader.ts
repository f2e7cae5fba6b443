import type { Hit } from './labels'
import type { Asked, Said } from './reader.worker'

let worker: Worker | undefined
let lastId = 0
const waiting = new Map<number, { resolve: (hits: Hit[]) => void; reject: (error: Error) => void }>()

function failed(): void {
  worker?.terminate()
  worker = undefined
  for (const { reject } of waiting.values()) reject(new Error('no reader'))
  waiting.clear()
}

function reader(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<Said>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.hits) asked?.resolve(data.hits)
    else asked?.reject(new Error('no reader'))
  }
  worker.onerror = failed
  return worker
}

/** The codes in a picture, read beside the page so that the thumb never waits. Takes the picture's memory with it. */
export function readPicture({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>): Promise<Hit[]> {
  const id = ++lastId
  const asked: Asked = { id, data: data.buffer as ArrayBuffer, width, height }
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    reader().postMessage(asked, [asked.data])
  })
}
