interface Found { rawValue: string }
interface Detector { detect(source: CanvasImageSource): Promise<Found[]> }
type DetectorClass = new (options: { formats: string[] }) => Detector

const detectorClass = (): DetectorClass | undefined => (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector

/** Whether this browser reads barcodes by itself; where it does not, typing and the list of the van remain. */
export const canScan = (): boolean => Boolean(detectorClass() && navigator.mediaDevices?.getUserMedia)

/**
 * Shows the camera in `video` and calls `found` with each number that fits. Returns the way to stop; rejects when the
 * camera is refused.
 */
export async function scan(video: HTMLVideoElement, fits: (text: string) => boolean, found: (text: string) => void): Promise<() => void> {
  const Detect = detectorClass()
  if (!Detect) throw new Error('no barcode reader')
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  const detector = new Detect({ formats: ['code_128', 'code_39', 'ean_13', 'qr_code', 'data_matrix', 'itf'] })
  video.srcObject = stream
  await video.play()
  let on = true
  const stop = (): void => {
    on = false
    stream.getTracks().forEach((track) => track.stop())
  }
  const look = async (): Promise<void> => {
    if (!on) return
    const hit = (await detector.detect(video).catch(() => [])).map((one) => one.rawValue.trim()).find(fits)
    if (hit && on) found(hit)
    setTimeout(() => void look(), 200)
  }
  void look()
  return stop
}
