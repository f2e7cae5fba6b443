import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import LogInForm from '@shared/session/LogInForm.vue'
import { logOut, refreshMe } from '@shared/session/session'
import { router } from '../../router'
import LoginScreen from './LoginScreen.vue'

const unsubscribe = vi.fn(async () => true)

beforeEach(() => {
  Object.defineProperty(navigator, 'serviceWorker', { value: { getRegistration: async () => ({ pushManager: { getSubscription: async () => ({ unsubscribe }) } }) }, configurable: true })
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ user: { id: 'b', name: '李明', username: 'l', roles: [], technician_id: 't' }, actions: [], company: { name: '' }, centres: [] }), { status: 200, headers: { 'Content-Type': 'application/json' } }))
})
afterEach(async () => { await logOut(); vi.unstubAllGlobals(); localStorage.clear(); Reflect.deleteProperty(navigator, 'serviceWorker'); unsubscribe.mockClear() })

async function signIn(): Promise<void> {
  const screen = mount(LoginScreen, { global: { plugins: [router] } })
  await refreshMe()
  screen.getComponent(LogInForm).vm.$emit('done')
}
it('R36 reminders of whoever was here before end with the next person, unless he wants his own', async () => {
  await signIn()
  await vi.waitFor(() => expect(unsubscribe).toHaveBeenCalledOnce(), 5_000)
  localStorage.setItem('pg.push.b', 'on')
  await signIn()
  await new Promise((later) => setTimeout(later, 50))
  expect(unsubscribe).toHaveBeenCalledOnce()
})
