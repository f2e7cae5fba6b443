import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { useCount } from './useCount'

afterEach(() => void vi.unstubAllGlobals())

describe('a count under way', () => {
  it('shows what was scanned last, though the first answer is slow and a look at the list was on its way', async () => {
    const seen: string[] = []
    const answers: (() => void)[] = []
    let looking!: () => void
    const json = (found: string[]): Response => new Response(JSON.stringify({ count: { version: 1 }, found }), { status: 200, headers: { 'Content-Type': 'application/json' } })
    vi.stubGlobal('fetch', async (request: Request) => {
      const before = [...seen]
      if (request.method === 'GET') {
        await new Promise<void>((answer) => { looking = answer })
        return json(before)
      }
      seen.push(((await request.json()) as { text: string }).text)
      const now = [...seen]
      await new Promise<void>((answer) => answers.push(answer))
      return json(now)
    })
    let count!: ReturnType<typeof useCount>
    const host = mount(defineComponent(() => { count = useCount(ref('c1')); return () => h('p') }), { global: { plugins: [[VueQueryPlugin, { queryClient: new QueryClient() }]] } })
    await flushPromises()
    void count.see('A')
    void count.see('B')
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0))
    answers.reverse().splice(0).forEach((answer) => answer()) // had both been sent, the later answer would come first
    await vi.waitFor(() => expect(seen).toEqual(['A', 'B']))
    await vi.waitFor(() => { answers.splice(0).forEach((answer) => answer()); expect(count.busy.value).toBe(0) })
    looking()
    await flushPromises()
    expect(count.data.value).toMatchObject({ found: ['A', 'B'] })
    host.unmount()
  })
})
