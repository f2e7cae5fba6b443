import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import LogInForm from '@shared/session/LogInForm.vue'
import { logOut, refreshMe } from '@shared/session/session'
import { router } from '../../router'
import LoginScreen from './LoginScreen.vue'

const letGo = vi.hoisted(() => vi.fn(async () => undefined))
vi.mock('../../push/subscription', () => ({ letGo }))

beforeEach(() => vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ user: { id: 'b', name: '李明', username: 'l', roles: [], technician_id: 't' }, actions: [], company: { name: '' }, centres: [] }), { status: 200, headers: { 'Content-Type': 'application/json' } })))
afterEach(async () => { await logOut(); vi.unstubAllGlobals(); localStorage.clear(); letGo.mockClear() })

async function signIn(): Promise<void> {
  const screen = mount(LoginScreen, { global: { plugins: [router] } })
  await refreshMe()
  screen.getComponent(LogInForm).vm.$emit('done')
  await vi.dynamicImportSettled()
}
it('R36 reminders of whoever was here before end with the next person, unless he wants his own', async () => {
  await signIn()
  expect(letGo).toHaveBeenCalledOnce()
  localStorage.setItem('pg.push.b', 'on')
  await signIn()
  expect(letGo).toHaveBeenCalledOnce()
})
