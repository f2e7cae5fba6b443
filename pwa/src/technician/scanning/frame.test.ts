import { mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import * as camera from './camera'
import ScanFrame from './ScanFrame.vue'

vi.mock('./camera', async (real) => ({ ...await real<typeof camera>(), hasCameras: () => true, watch: vi.fn(() => () => undefined), openCamera: vi.fn() }))
const stop = vi.fn()
const stream = { getTracks: () => [{ stop }], getVideoTracks: () => [] } as unknown as MediaStream
afterEach(() => { vi.restoreAllMocks(); vi.mocked(camera.watch).mockClear(); stop.mockClear() })

/** The frame up to where the picture is about to come; gives what lets it come. */
async function opening(): Promise<{ frame: ReturnType<typeof mount>; comes: () => void }> {
  let comes = (): void => undefined
  vi.mocked(camera.openCamera).mockResolvedValue(stream)
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(() => new Promise((resolve) => { comes = resolve }))
  vi.spyOn(HTMLMediaElement.prototype, 'srcObject', 'set').mockImplementation(() => undefined)
  const frame = mount(ScanFrame)
  await vi.waitFor(() => expect(play).toHaveBeenCalled())
  return { frame, comes }
}

it('looks as soon as the picture is there', async () => {
  const { frame, comes } = await opening()
  comes()
  await vi.waitFor(() => expect(camera.watch).toHaveBeenCalledOnce())
  frame.unmount()
})
it('does not begin to look, for ever and for nobody, when it was put away while the picture was coming', async () => {
  const { frame, comes } = await opening()
  frame.unmount()
  comes()
  await new Promise((soon) => setTimeout(soon))
  expect([vi.mocked(camera.watch).mock.calls.length, stop.mock.calls.length]).toEqual([0, 1])
})
