import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { ApiError } from '@shared/api/errors'
import { logOut, refreshMe } from '@shared/session/session'
import { shown } from '@shared/ui/toast'
import EditableList from './EditableList.vue'

interface One { id: string; active: boolean; name: string; version: number; centre_id: string | null }
const line = (id: string, more: Partial<One> = {}): One => ({ id, active: true, name: id, version: 1, centre_id: 'sz', ...more })
const ask = vi.fn<() => Promise<{ items: One[] }>>()
const change = vi.fn<(one: One, body: { name: string } | { active: boolean }) => Promise<One>>()
const words = { title: 'Rules', lead: 'lead', readOnly: 'read only', add: 'add', added: 'added', none: 'none', noneHint: 'hint' }

function signIn(role: string, centre: string | null): Promise<void> {
  const me = { user: { id: 'u', name: 'u', username: 'u', roles: [{ role, centre_id: centre }], technician_id: null }, actions: ['rules.write'], company: { name: '' }, centres: [] }
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(me), { status: 200, headers: { 'Content-Type': 'application/json' } }))
  return refreshMe()
}
let leave = (): void => undefined
async function list() {
  const host = mount(EditableList<One, { name: string }>, {
    attachTo: document.body,
    props: { of: 'rules', action: 'rules.write', words: (key: keyof typeof words) => words[key], ask, add: () => Promise.resolve(), change, name: (one: One) => one.name, testid: 'rule' },
    slots: {
      says: ({ one }: { one: One }) => h('p', one.name),
      form: ({ failed, save, close }: { failed: unknown; save: (body: { name: string }) => void; close: () => void }) => h('form', [h('b', failed ? 'failed' : ''), h('button', { type: 'button', class: 'save', onClick: () => save({ name: 'new' }) }), h('button', { type: 'button', class: 'leave', onClick: close })]),
    },
    global: { plugins: [[VueQueryPlugin, { queryClient: new QueryClient() }]], stubs: { RouterLink: true, ScreenBar: defineComponent((_, { slots }) => () => h('div', slots.acts?.())) } },
  })
  leave = () => host.unmount()
  await flushPromises()
  return host
}
beforeEach(() => signIn('manager', 'sz'))
afterEach(async () => { leave(); await logOut(); vi.unstubAllGlobals(); vi.resetAllMocks() })

describe('a list that is changed where it stands', () => {
  it('keeps the form when it is refused, and tries again on what somebody else has made of the line', async () => {
    ask.mockResolvedValueOnce({ items: [line('a')] }).mockResolvedValue({ items: [line('a', { version: 2 })] })
    change.mockRejectedValueOnce(new ApiError({ code: 'changed_meanwhile', message: { zh: '别人刚改过。', en: 'Changed.' } }, 409)).mockImplementation((one) => Promise.resolve(one))
    const host = await list()
    await host.get('[data-edit=a]').trigger('click')
    await host.get('.save').trigger('click')
    await flushPromises()
    expect(host.get('form b').text()).toBe('failed')
    await host.get('.save').trigger('click')
    await flushPromises()
    expect(change.mock.calls.map(([one]) => one.version)).toEqual([1, 2])
    expect(host.find('form').exists()).toBe(false)
  })
  it('gives the focus back to where the form was opened', async () => {
    ask.mockResolvedValue({ items: [line('a'), line('b')] })
    const host = await list()
    for (const opener of ['[data-edit=b]', '[data-testid=rule-add]']) {
      await host.get(opener).trigger('click')
      await host.get('.leave').trigger('click')
      await flushPromises()
      expect(document.activeElement).toBe(host.get(opener).element)
    }
  })
  it('switches back from what the switch has made of the line', async () => {
    ask.mockResolvedValue({ items: [line('a')] })
    change.mockImplementation((one, body) => Promise.resolve({ ...one, ...body, version: one.version + 1 }))
    const host = await list()
    await host.get('[data-testid=rule-switch] input').setValue(false)
    await flushPromises()
    shown.value?.act?.run()
    await flushPromises()
    expect(change.mock.calls).toEqual([[line('a'), { active: false }], [line('a', { active: false, version: 2 }), { active: true }]])
  })
  it('leaves to headquarters what holds for every centre', async () => {
    ask.mockResolvedValue({ items: [line('here'), line('everywhere', { centre_id: null }), line('there', { centre_id: 'gz' })] })
    const host = await list()
    expect(host.findAll('[data-edit]').map((one) => one.attributes('data-edit'))).toEqual(['here'])
  })
})
