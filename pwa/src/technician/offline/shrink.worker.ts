import { shrink } from './shrink'

const desk = self as unknown as { onmessage: (event: MessageEvent<Blob>) => void; postMessage(answer: Blob | null): void }

/** One picture in, one small picture out; null when it is none. */
desk.onmessage = (event) => {
  shrink(event.data).then((small) => desk.postMessage(small), () => desk.postMessage(null))
}
