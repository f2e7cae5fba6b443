import { QueryClient, useQuery, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { computed, defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import ScreenFrame from './ScreenFrame.vue'

interface Answer { items: string[] }
const answers = vi.fn<() => Promise<Answer>>()
/** Reads its answer in a computed, as the screens do; pressing it fails, too. */
const List = defineComponent(() => {
  const { data } = useQuery({ queryKey: ['list'], queryFn: answers, staleTime: Infinity })
  const first = computed(() => (data.value ? data.value.items[0] : 'waiting'))
  return () => h('button', { onClick: () => { throw new Error('pressed') } }, first.value)
})
const Other = defineComponent(() => () => h('p', 'other'))

async function desk() {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: List }, { path: '/other', component: Other }] })
  await router.push('/')
  const errorHandler = vi.fn()
  const host = mount(defineComponent(() => () => h(ScreenFrame, () => h(RouterView))), { global: { plugins: [router, [VueQueryPlugin, { queryClient: new QueryClient() }]], config: { errorHandler, warnHandler: () => undefined } } })
  await flushPromises()
  return { host, router, errorHandler }
}
const broken = {} as Answer
afterEach(() => void answers.mockReset())

describe('a screen that cannot be drawn', () => {
  it('says so, is told to the console, and asks anew when it is tried again', async () => {
    answers.mockResolvedValueOnce(broken).mockResolvedValueOnce({ items: ['mended'] })
    const { host, errorHandler } = await desk()
    expect(host.find('[role=alert]').exists()).toBe(true)
    expect(errorHandler).toHaveBeenCalled()
    await host.get('[role=alert] button').trigger('click')
    await flushPromises()
    expect(host.text()).toBe('mended')
  })
  it('gives way to the next one', async () => {
    answers.mockResolvedValue(broken)
    const { host, router } = await desk()
    await router.push('/other')
    await flushPromises()
    expect(host.text()).toBe('other')
  })
  it('is not one of which only a button failed', async () => {
    answers.mockResolvedValue({ items: ['whole'] })
    const { host, errorHandler } = await desk()
    await host.get('button').trigger('click')
    expect(errorHandler).toHaveBeenCalledOnce()
    expect(host.text()).toBe('whole')
  })
})
