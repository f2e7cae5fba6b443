import { shrink } from './shrink'

const desk = self as unknown as { onmessage: (event: MessageEvent<Blob>) => void }

/** One picture in, one small picture out on the line that came with it; null when it is none. */
desk.onmessage = ({ data, ports: [line] }) => {
  shrink(data).then((small) => line?.postMessage(small), () => line?.postMessage(null))
}
