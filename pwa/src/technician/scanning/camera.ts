import { trusted, type Hit } from './labels'
import { readPicture } from './reader'

/** Why nothing can be scanned, as it is told: refused by the person, no camera, in use, no safe address, no reader. */
export type Trouble = 'refused' | 'none' | 'busy' | 'unsafe' | 'reader'

const troubles: Record<string, Trouble> = { NotAllowedError: 'refused', SecurityError: 'refused', NotFoundError: 'none', OverconstrainedError: 'none', NotReadableError: 'busy', AbortError: 'busy' }
export const troubleOf = (thrown: unknown): Trouble => troubles[(thrown as { name?: string } | null)?.name ?? ''] ?? 'none'

/** The camera at the back. Browsers give one to safe addresses only. */
export function openCamera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false })
}
export const hasCameras = (): boolean => typeof navigator.mediaDevices?.getUserMedia === 'function'

type Lit = MediaTrackConstraintSet & { torch: boolean }
export const canLight = (stream: MediaStream): boolean => Boolean((stream.getVideoTracks()[0]?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch)
export const light = async (stream: MediaStream, on: boolean): Promise<void> => stream.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: on } as Lit] })

const LONGEST = 1280
const PAUSE_MS = 40

/** What the frame shows of the camera's picture: its middle, in the frame's shape. */
export function shown(width: number, height: number, shape: number): { x: number; y: number; width: number; height: number } {
  const wide = Math.min(width, height * shape)
  const high = Math.min(height, width / shape)
  return { x: (width - wide) / 2, y: (height - high) / 2, width: wide, height: high }
}

/** Looks at the video until it is stopped and calls `saw` with the codes in sight, each look after the one before. */
export function watch(video: HTMLVideoElement, saw: (hits: Hit[]) => void, broke: () => void): () => void {
  const canvas = document.createElement('canvas')
  const paper = canvas.getContext('2d', { willReadFrequently: true })
  let on = true
  let before: Hit[] = []
  const look = async (): Promise<void> => {
    if (!on) return
    if (paper && video.readyState >= 2 && !document.hidden) {
      const hits = await readPicture(pictureOf(video, canvas, paper)).catch(() => null)
      if (!on) return
      if (!hits) return broke()
      const sure = trusted(hits, before)
      before = hits
      saw(sure)
    }
    setTimeout(() => void look(), PAUSE_MS)
  }
  void look()
  return () => { on = false }
}

function pictureOf(video: HTMLVideoElement, canvas: HTMLCanvasElement, paper: CanvasRenderingContext2D): ImageData {
  const shape = video.clientHeight ? video.clientWidth / video.clientHeight : 4 / 3
  const part = shown(video.videoWidth, video.videoHeight, shape)
  const scale = Math.min(1, LONGEST / Math.max(part.width, part.height))
  canvas.width = Math.max(1, Math.round(part.width * scale))
  canvas.height = Math.max(1, Math.round(part.height * scale))
  paper.drawImage(video, part.x, part.y, part.width, part.height, 0, 0, canvas.width, canvas.height)
  return paper.getImageData(0, 0, canvas.width, canvas.height)
}
