import { api, call } from '../api/client'
import { ApiError } from '../api/errors'
import type { components } from '../api/schema.gen'

/** A rescue file as the phone writes it: the text with its hash, and the pictures beside it. */
export interface RescueFile { format: 'paigong-rescue'; sha256: string; content: string; pictures: Record<string, { type: string; base64: string }> }
export type Rescue = components['schemas']['RescueOut']
export type RescueLine = Rescue['lines'][number]

const broken = (): ApiError => new ApiError({ code: 'rescue_broken', message: {
  zh: '这不是派工的救急文件，或者只存了一半。', en: 'This is no rescue file of Paigong, or only a part of one.',
} }, 0)

/** Reads the file that was chosen; throws an ApiError in words when it is something else. */
export async function openRescue(file: Blob): Promise<RescueFile> {
  try {
    const read = JSON.parse(await file.text()) as Partial<RescueFile> | null
    if (read?.format === 'paigong-rescue' && typeof read.sha256 === 'string' && typeof read.content === 'string') return { format: read.format, sha256: read.sha256, content: read.content, pictures: read.pictures ?? {} }
  } catch {
    // No JSON at all: said below.
  }
  throw broken()
}

const bodyOf = ({ sha256, content }: RescueFile) => ({ sha256, content })

/** What the file would bring: nothing is changed by looking. */
export const previewRescue = (file: RescueFile): Promise<Rescue> => call(api.POST('/api/rescue/preview', { body: bodyOf(file) }))

/** Hands in the pictures that the office lacks, then the commands; the answer tells what became of each. */
export async function handInRescue(file: RescueFile, seen: Rescue, step: (done: number, all: number) => void = () => undefined): Promise<Rescue> {
  const missing = seen.missing.filter((sha) => file.pictures[sha])
  for (const [index, sha] of missing.entries()) {
    step(index, missing.length)
    const { type, base64 } = file.pictures[sha]!
    const body = new Blob([bytesOf(base64)], { type })
    await call(api.PUT('/api/rescue/{owner_id}/files/{sha256}', { params: { path: { owner_id: seen.owner_id, sha256: sha } }, body: body as never, bodySerializer: (raw: unknown) => raw as BodyInit, headers: { 'Content-Type': type } }))
  }
  step(missing.length, missing.length)
  return call(api.POST('/api/rescue', { body: bodyOf(file) }))
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch {
    throw broken()
  }
}
