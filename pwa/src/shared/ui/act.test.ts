import { beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '../api/errors'
import { useAct } from './act'
import { closeToast, shown } from './toast'

const refusal = new ApiError({ code: 'changed_meanwhile', message: { zh: '别人刚改过', en: 'Somebody was quicker' } }, 409)
const refused = (): Promise<never> => Promise.reject(refusal)

beforeEach(() => closeToast())

it('does nothing at a second press while the first one is under way', async () => {
  const { busy, act } = useAct()
  let finish = (): void => undefined
  const first = vi.fn(() => new Promise<void>((resolve) => { finish = resolve }))
  const second = vi.fn(() => Promise.resolve())
  const running = act(first)
  expect(busy.value).toBe(true)
  expect(await act(second)).toBe(false)
  finish()
  expect(await running).toBe(true)
  expect(second).not.toHaveBeenCalled()
  expect(busy.value).toBe(false)
  expect(await act(second)).toBe(true)
})

it('keeps a refusal for the form until the next try, and says nothing', async () => {
  const { failed, act } = useAct()
  expect(await act(refused)).toBe(false)
  expect(failed.value).toBe(refusal)
  expect(shown.value).toBeNull()
  expect(await act(() => Promise.resolve())).toBe(true)
  expect(failed.value).toBeNull()
})

it.each([[true, '别人刚改过'], [() => '李师傅已经派了', '李师傅已经派了']] as const)('says a refusal where no form shows it', async (aloud, words) => {
  await useAct({ aloud }).act(refused)
  expect(shown.value?.text).toBe(words)
  expect(shown.value?.kind).toBe('late')
})

it('asks anew after either end, with the buttons free again', async () => {
  const seen: boolean[] = []
  const { busy, act } = useAct({ after: () => seen.push(busy.value) })
  await act(refused)
  await act(() => Promise.resolve())
  expect(seen).toEqual([false, false])
})
