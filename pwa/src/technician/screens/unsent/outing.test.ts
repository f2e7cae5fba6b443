import { mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { h, nextTick } from 'vue'
import { pending } from '../../offline/store'
import type { Command } from '../../offline/shapes'
import { useUnsent } from './useUnsent'

const some = (n: number): Command[] => Array.from({ length: n }, (_, at) => ({ id: `c${at}`, seq: at, kind: 'visit.start', version: 1, event_time: '', counter: at, payload: { visit_id: 'v' }, about: { customer: '' }, tries: 0 }))
const look = () => mount({ setup: () => { const { share } = useUnsent(); return () => h('p', share.value) } })
afterEach(() => { pending.value = [] })

it('the bar begins anew with what is put in after all had gone while nobody looked', async () => {
  pending.value = some(10)
  const first = look()
  pending.value = some(5)
  await nextTick()
  expect(first.text()).toBe('50')
  first.unmount()
  pending.value = []
  await nextTick()
  pending.value = some(4)
  expect(look().text()).toBe('0')
})
