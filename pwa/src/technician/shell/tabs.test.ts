import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { pending, refused } from '../offline/store'
import { router } from '../router'
import PhoneTabs from './PhoneTabs.vue'

afterEach(() => { refused.value = []; pending.value = [] })

describe('the number at “unsent”', () => {
  it('counts what waits and what the office refused', async () => {
    pending.value = [{ id: 'a' }, { id: 'b' }] as unknown as typeof pending.value
    refused.value = [{ id: 'r' }] as unknown as typeof refused.value
    const tabs = mount(PhoneTabs, { global: { plugins: [router] } })
    const badge = tabs.get('[data-testid=unsent-badge]')
    expect(badge.get('[aria-hidden]').text()).toBe('3')
    expect(badge.get('.sr').text()).toContain('2 项没上传')
    pending.value = []
    await tabs.vm.$nextTick()
    expect(badge.get('[aria-hidden]').text()).toBe('1')
  })
})
