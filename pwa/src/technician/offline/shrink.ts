const LONGEST = 1600
const MOST_BYTES = 400_000

/** A picture as it is kept and sent: at most 1600 px and about 400 KB. Runs in a worker, where there is only OffscreenCanvas. */
export async function shrink(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const width = Math.round(picture.width * scale)
  const height = Math.round(picture.height * scale)
  const encode = draw(picture, width, height)
  picture.close()
  const first = await encode(0.78)
  if (first.size <= MOST_BYTES) return first
  const second = await encode(0.55)
  return second.size <= MOST_BYTES ? second : encode(0.32)
}

function draw(picture: ImageBitmap, width: number, height: number): (quality: number) => Promise<Blob> {
  if (typeof OffscreenCanvas !== 'undefined') {
    const canvas = new OffscreenCanvas(width, height)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height)
    return (quality) => canvas.convertToBlob({ type: 'image/jpeg', quality })
  }
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height)
  return (quality) => new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', quality))
}
