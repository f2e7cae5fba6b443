import { sha256 } from './ids'
import type { StoredFile } from './shapes'

const LONGEST = 1600
const MOST_BYTES = 400_000

/** A picture from the camera as it is kept and sent: at most 1600 px and about 400 KB, named by its hash. */
export async function keepPhoto(file: Blob, visitId: string): Promise<StoredFile> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  let blob = await encode(canvas, 0.82)
  for (let quality = 0.7; blob.size > MOST_BYTES && quality > 0.25; quality -= 0.15) blob = await encode(canvas, quality)
  return keepFile(blob, visitId)
}

const encode = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', quality))

/** Any file (a signature's picture) under its hash. */
export async function keepFile(blob: Blob, visitId: string): Promise<StoredFile> {
  const bytes = await blob.arrayBuffer()
  return { sha256: await sha256(bytes), bytes, type: blob.type, size: bytes.byteLength, taken_at: new Date().toISOString(), receipted: false, visit_id: visitId }
}
