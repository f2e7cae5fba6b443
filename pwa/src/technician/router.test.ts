import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { refreshMe } from '@shared/session/session'
import { closeToast, shown } from '@shared/ui/toast'
import { router } from './router'

const me = { user: { id: 'u', name: '杨', username: 'y', roles: [], technician_id: 't' }, actions: [], company: { name: '' }, centres: [] }

beforeEach(async () => {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(me), { status: 200, headers: { 'Content-Type': 'application/json' } }))
  await refreshMe()
})
afterEach(() => { closeToast(); vi.unstubAllGlobals() })

it('an unknown address leads to the day', async () => {
  router.addRoute({ path: '/today', name: 'today', component: {} })
  await router.push('/nowhere/at/all')
  expect(router.currentRoute.value.name).toBe('today')
})
it('a press on a screen that is not on the phone yet is answered', async () => {
  router.addRoute({ path: '/far', component: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')) })
  await router.push('/far').catch(() => undefined)
  expect(shown.value?.text).toContain('还没下到手机里')
})
