import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import LogInForm from '../session/LogInForm.vue'
import PgChoice from './PgChoice.vue'
import PgError from './PgError.vue'
import PgMoney from './PgMoney.vue'
import PgNumber from './PgNumber.vue'
import PgPlate from './PgPlate.vue'
import PgSheet from './PgSheet.vue'
import PgToast from './PgToast.vue'
import { closeToast, toastUndo } from './toast'

afterEach(() => { closeToast(); vi.useRealTimers(); vi.unstubAllGlobals() })

describe('what is shown can be copied bare', () => {
  it('a plate has no typed dot', () => {
    const plate = mount(PgPlate, { props: { plate: '粤BY7052', colour: 'yellow', size: 'p' } })
    expect(plate.element.textContent).toBe('粤BY7052')
    expect(plate.classes()).toEqual(expect.arrayContaining(['plate', 'y', 'p']))
    expect(plate.findAll('i')).toHaveLength(1)
  })
  it('a vehicle without a plate says so', () => expect(mount(PgPlate, { props: { plate: null } }).text()).toBe('无牌'))
  it('a number has no typed blanks', () => {
    const number = mount(PgNumber, { props: { value: '865372060334189', kind: 'imei' } })
    expect(number.element.textContent).toBe('865372060334189')
    expect(number.findAll('b')).toHaveLength(5)
  })
  it('money says its sign once', () => {
    expect(mount(PgMoney, { props: { fen: 123450 } }).text()).toBe('¥1,234.50')
    expect(mount(PgMoney, { props: { fen: 0, bare: true } }).classes()).toContain('dim')
  })
})

describe('acts', () => {
  it('undo runs once, by key or by hand, and not while somebody types', async () => {
    const undo = vi.fn()
    const field = document.body.appendChild(document.createElement('input'))
    const host = mount(PgToast, { attachTo: document.body })
    toastUndo('派给了何俊', undo)
    await nextTick()
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', bubbles: true }))
    expect(undo).not.toHaveBeenCalled()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', bubbles: true }))
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', bubbles: true }))
    expect(undo).toHaveBeenCalledTimes(1)
    host.unmount()
  })
  it('a toast goes by itself, but stays under the pointer', async () => {
    vi.useFakeTimers()
    const host = mount(PgToast)
    toastUndo('派给了何俊', () => undefined)
    await nextTick()
    await host.find('.toast').trigger('pointerenter')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(host.text()).toContain('派给了何俊')
    await host.find('.toast').trigger('pointerleave')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(host.text()).toBe('')
    host.unmount()
  })
  it('an error says what to do and offers another try', async () => {
    const error = mount(PgError, { props: { error: new TypeError('x is undefined'), retryable: true } })
    expect(error.text()).not.toContain('undefined')
    await error.find('button').trigger('click')
    expect(error.emitted('retry')).toHaveLength(1)
  })
  it('a choice tells its answer', async () => {
    const choice = mount(PgChoice, { props: { label: '急不急', options: [{ value: 'a', label: '普通' }, { value: 'b', label: '急' }], modelValue: 'a' } })
    await choice.findAll('input')[1]!.setValue()
    expect(choice.emitted('update:modelValue')).toEqual([['b']])
  })
  it('a sheet opens as a modal dialog and tells when it is closed', async () => {
    const sheet = mount(PgSheet, { props: { modelValue: false, title: '旧终端去哪' }, slots: { default: '返厂' }, attachTo: document.body })
    expect(sheet.text()).not.toContain('返厂')
    await sheet.setProps({ modelValue: true })
    await nextTick()
    expect(sheet.find('dialog').attributes('open')).toBeDefined()
    expect(sheet.text()).toContain('返厂')
    await sheet.find('header button').trigger('click')
    expect(sheet.emitted('update:modelValue')).toEqual([[false]])
    sheet.unmount()
  })
})

describe('logging in', () => {
  it('asks for what is missing and does not trouble the server', async () => {
    const fetch = vi.fn()
    vi.stubGlobal('fetch', fetch)
    const form = mount(LogInForm, { attachTo: document.body })
    await form.trigger('submit')
    await nextTick()
    expect(form.text()).toContain('写上账号')
    expect(document.activeElement).toBe(form.find('#username').element)
    expect(fetch).not.toHaveBeenCalled()
    form.unmount()
  })
  it('shows the sentence of the server and keeps what was typed', async () => {
    const body = JSON.stringify({ code: 'bad_login', message: { zh: '账号或密码不对。', en: 'Wrong.' } })
    vi.stubGlobal('fetch', async () => new Response(body, { status: 401, headers: { 'Content-Type': 'application/json' } }))
    const form = mount(LogInForm, { attachTo: document.body })
    await form.find('#username').setValue('su')
    await form.find('#password').setValue('wrong')
    await form.trigger('submit')
    await vi.waitFor(() => expect(form.text()).toContain('账号或密码不对。'))
    expect((form.find('#username').element as HTMLInputElement).value).toBe('su')
    expect(form.emitted('done')).toBeUndefined()
    form.unmount()
  })
})
