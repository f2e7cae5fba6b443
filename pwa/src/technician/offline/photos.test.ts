// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepPhoto } from './photos'

/** A worker that answers when it is told to, in any order, as it does while the camera has the phone. */
const waiting: { file: Blob; line: MessagePort }[] = []
class SlowWorker extends EventTarget {
  postMessage(file: Blob, [line]: [MessagePort]): void { waiting.push({ file, line }) }
}
const text = async (bytes: ArrayBuffer): Promise<string> => new TextDecoder().decode(bytes)

beforeEach(() => {
  waiting.length = 0
  vi.stubGlobal('Worker', SlowWorker)
  vi.stubGlobal('OffscreenCanvas', class {})
})
afterEach(() => vi.unstubAllGlobals())

describe('pictures that are made small', () => {
  it('R10 each keeps its own, also when the second is taken before the first is done', async () => {
    const [first, second] = [keepPhoto(new Blob(['plate']), 'v'), keepPhoto(new Blob(['terminal']), 'v')]
    await vi.waitFor(() => expect(waiting).toHaveLength(2))
    for (const { file, line } of [...waiting].reverse()) line.postMessage(new Blob([`small ${await file.text()}`]))
    expect(await Promise.all([first, second].map(async (one) => text((await one).bytes)))).toEqual(['small plate', 'small terminal'])
  })
  it('what is no picture is said so, and the next one is taken', async () => {
    const none = keepPhoto(new Blob(['words']), 'v')
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    waiting[0]?.line.postMessage(null)
    await expect(none).rejects.toThrow('no picture')
  })
})
