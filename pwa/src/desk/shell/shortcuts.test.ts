import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { defineComponent, h, KeepAlive, nextTick, ref } from 'vue'
import { onKeydown, shortcuts, useShortcuts } from './shortcuts'

const run = vi.fn()
const Form = defineComponent(() => {
  useShortcuts({ keys: 'Ctrl Enter', says: () => 'send', run })
  return () => h('form')
})
const List = defineComponent(() => () => h('ul'))
const press = (): void => onKeydown(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, cancelable: true }))

describe('shortcuts', () => {
  it('hold while their component is in sight, not while it is only kept alive', async () => {
    const writing = ref(true)
    const host = mount(defineComponent(() => () => h(KeepAlive, () => h(writing.value ? Form : List))))
    press()
    expect([run.mock.calls.length, shortcuts.length]).toEqual([1, 1])
    writing.value = false
    await nextTick()
    press()
    expect(run).toHaveBeenCalledOnce()
    writing.value = true
    await nextTick()
    press()
    expect(run).toHaveBeenCalledTimes(2)
    host.unmount()
    expect(shortcuts).toHaveLength(0)
  })
})
