import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import ScanFrame from './ScanFrame.vue'

const stop = vi.fn()
const stream = { getTracks: () => [{ stop }], getVideoTracks: () => [] }
/** Whoever looks draws the picture on a paper of its own. */
const lookers = (): number => vi.mocked(document.createElement).mock.calls.filter(([what]) => what === 'canvas').length

beforeEach(() => {
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia: async () => stream }, configurable: true })
  vi.spyOn(document, 'createElement')
})
afterEach(() => { vi.restoreAllMocks(); Reflect.deleteProperty(navigator, 'mediaDevices'); stop.mockClear() })

/** The frame up to where the picture is about to come; gives what lets it come. */
async function opening(): Promise<{ frame: ReturnType<typeof mount>; comes: () => void }> {
  let comes = (): void => undefined
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(() => new Promise((resolve) => { comes = resolve }))
  vi.spyOn(HTMLMediaElement.prototype, 'srcObject', 'set').mockImplementation(() => undefined)
  const frame = mount(ScanFrame)
  await vi.waitFor(() => expect(play).toHaveBeenCalled())
  return { frame, comes }
}

it('looks as soon as the picture is there', async () => {
  const { frame, comes } = await opening()
  comes()
  await vi.waitFor(() => expect(lookers()).toBe(1))
  frame.unmount()
})
it('does not begin to look, for ever and for nobody, when it was put away while the picture was coming', async () => {
  const { frame, comes } = await opening()
  frame.unmount()
  comes()
  await new Promise((soon) => setTimeout(soon))
  expect([lookers(), stop.mock.calls.length]).toEqual([0, 1])
})
