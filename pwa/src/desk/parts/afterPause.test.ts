import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { afterPause } from './afterPause'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function box() {
  const typed = ref('')
  const then = vi.fn<(said: string) => void>()
  const host = mount(defineComponent(() => { afterPause(typed, then); return () => h('input') }))
  const type = async (said: string): Promise<void> => { typed.value = said; await nextTick() }
  return { then, host, type }
}

describe('what is typed', () => {
  it('is asked for once, after the last key', async () => {
    const { then, host, type } = box()
    await type('粤B')
    vi.advanceTimersByTime(150)
    await type('粤BY7 ')
    vi.advanceTimersByTime(150)
    expect(then).not.toHaveBeenCalled()
    vi.advanceTimersByTime(100)
    expect(then.mock.calls).toEqual([['粤BY7']])
    host.unmount()
  })
  it('is not asked for once the screen is left', async () => {
    const { then, host, type } = box()
    await type('粤B')
    host.unmount()
    vi.advanceTimersByTime(1000)
    expect(then).not.toHaveBeenCalled()
  })
})
