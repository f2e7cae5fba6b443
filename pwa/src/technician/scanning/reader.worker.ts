import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { Hit } from './labels'

export interface Asked { id: number; data: ArrayBuffer; width: number; height: number }
export interface Said { id: number; hits: Hit[] | null }

/** What is printed on terminals, boxes and SIM cards. */
const options: ReaderOptions = { formats: ['Code128', 'Code39', 'EAN13', 'EAN8', 'ITF', 'QRCode', 'DataMatrix'], tryInvert: false, maxNumberOfSymbols: 6 }
const desk = self as unknown as { onmessage: (event: MessageEvent<Asked>) => void; postMessage(said: Said): void }

// From this server and, through the service worker, from the phone itself: never from a foreign host.
prepareZXingModule({ overrides: { locateFile: (path: string, folder: string) => (path.endsWith('.wasm') ? wasm : folder + path) }, fireImmediately: true })?.catch(() => undefined)

/** One picture in, its codes out; null when the reader itself could not be had. */
desk.onmessage = ({ data: { id, data, width, height } }) => {
  const picture = { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' } as ImageData
  readBarcodes(picture, options).then(
    (found) => desk.postMessage({ id, hits: found.filter((one) => one.isValid).map((one) => ({ text: one.text, format: one.format })) }),
    () => desk.postMessage({ id, hits: null }),
  )
}
