import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import ReasonForm from './ReasonForm.vue'

describe('a reason', () => {
  it('is sent once, however often the keys are pressed while it is on its way', async () => {
    const form = mount(ReasonForm, { props: { label: '为什么', send: '驳回' } })
    await form.get('textarea').setValue(' 客户已经撤了需求 ')
    const send = () => form.get('textarea').trigger('keydown', { key: 'Enter', ctrlKey: true })
    await send()
    await form.setProps({ busy: true })
    await send()
    expect(form.emitted('done')).toEqual([['客户已经撤了需求']])
  })
})

describe('leaving it', () => {
  it('leads back to the button that opened it, though that is another one by now', async () => {
    const asking = ref(false)
    const host = mount(defineComponent(() => () => h('div', [h('button', 'x'), asking.value ? h(ReasonForm, { label: '为什么', send: '驳回', onBack: () => (asking.value = false) }) : h('button', { class: 'reject', onClick: () => (asking.value = true) }, '驳回')])), { attachTo: document.body })
    const before = host.get<HTMLButtonElement>('.reject').element
    before.focus()
    before.click()
    await nextTick()
    expect(document.activeElement?.tagName).toBe('TEXTAREA')
    await host.get('textarea').trigger('keydown', { key: 'Escape' })
    await flushPromises()
    expect(before.isConnected).toBe(false)
    expect(document.activeElement).toBe(host.get('.reject').element)
    host.unmount()
  })
})
