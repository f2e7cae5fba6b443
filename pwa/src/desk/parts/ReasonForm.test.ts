import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
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
