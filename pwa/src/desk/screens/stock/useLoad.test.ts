import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { useLoad } from './useLoad'

afterEach(() => void vi.unstubAllGlobals())

/** The server knows what is in the warehouse "sz"; each answer comes when the test lets it. */
function desk() {
  const waiting: { place: string; answer: () => void }[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { text, from_place } = (await request.json()) as { text: string; from_place: string }
    await new Promise<void>((answer) => waiting.push({ place: from_place, answer }))
    const fault = from_place === 'sz' ? null : { zh: '不在这里', en: 'Not here' }
    return new Response(JSON.stringify({ items: [{ kind: 'device', number: text, imei: '', msisdn: '', known: true, hint: null, fault }] }), { status: 200, headers: { 'Content-Type': 'application/json' } })
  })
  const place = ref('gz')
  let load!: ReturnType<typeof useLoad>
  const host = mount(defineComponent(() => { load = useLoad('known', () => place.value); return () => h('p') }))
  const answer = async (asked: string): Promise<void> => {
    await vi.waitFor(() => expect(waiting.some((one) => one.place === asked)).toBe(true))
    waiting.splice(waiting.findIndex((one) => one.place === asked), 1)[0]!.answer()
    await flushPromises()
  }
  return { place, load, answer, host }
}

describe('what is gathered for a paper', () => {
  it('is judged by the place it is taken from now, though that was chosen while a number was looked up', async () => {
    const { place, load, answer, host } = desk()
    void load.scan('BD-0011')
    await flushPromises()
    place.value = 'sz'
    await nextTick()
    await answer('gz')
    await answer('sz')
    await vi.waitFor(() => expect(load.lines.value.map((one) => one.fault)).toEqual([undefined]))
    host.unmount()
  })
  it('keeps to the newer place when an answer about the older one comes last', async () => {
    const { place, load, answer, host } = desk()
    void load.scan('BD-0011')
    await answer('gz')
    expect(load.bad.value).toBe(true)
    place.value = 'hz'
    await nextTick()
    place.value = 'sz'
    await nextTick()
    await answer('sz')
    await answer('hz')
    expect(load.bad.value).toBe(false)
    host.unmount()
  })
})
