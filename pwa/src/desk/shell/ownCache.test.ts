import { flushPromises, mount } from '@vue/test-utils'
import { QueryClient, useQuery, VueQueryPlugin } from '@tanstack/vue-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { logOut, refreshMe, user } from '@shared/session/session'
import { useOwnCache } from './ownCache'

const isSignedInAs = (id: string): void => void vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ user: { id, name: id, username: id, roles: [], technician_id: null }, actions: [], company: { name: '' }, centres: [] }), { status: 200, headers: { 'Content-Type': 'application/json' } }))
const Screen = defineComponent(() => {
  useOwnCache()
  const { data } = useQuery({ queryKey: ['orders'], queryFn: () => Promise.resolve(`orders of ${user.value?.id ?? 'nobody'}`), staleTime: Infinity })
  return () => h('p', data.value ?? 'waiting')
})
afterEach(async () => { await logOut(); vi.unstubAllGlobals() })

describe('what somebody was shown', () => {
  it('test_R27_is_not_there_for_the_next_person_in_this_browser', async () => {
    isSignedInAs('head')
    await refreshMe()
    const client = new QueryClient()
    const host = mount(Screen, { global: { plugins: [[VueQueryPlugin, { queryClient: client }]] } })
    client.setQueryData(['order', 'o1'], 'left a moment ago')
    await flushPromises()
    expect(host.text()).toBe('orders of head')
    isSignedInAs('shenzhen') // in another tab: this one hears of it
    await refreshMe()
    await flushPromises()
    expect(host.text()).toBe('orders of shenzhen')
    expect(client.getQueryData(['order', 'o1'])).toBeUndefined()
    await logOut()
    expect(client.getQueryCache().getAll()).toEqual([])
    host.unmount()
  })
})
