import { describe, expect, it, vi } from 'vitest'
import { noticeOf, openNotice, showNotice, wake } from './worker'

const said = { title: '新单 PG-1', body: '维修，请接单', tag: 'v1', path: '/phone/visit/v1' }
const page = (visibilityState = 'hidden') => ({ visibilityState, focus: vi.fn(async () => undefined), postMessage: vi.fn() })
const pages = (...open: ReturnType<typeof page>[]) => ({ matchAll: async () => open, openWindow: vi.fn(async () => undefined) })

describe('a push', () => {
  it('is shown under the visit it is about, and open pages look at the office at once', async () => {
    const shower = { showNotification: vi.fn(async () => undefined) }
    const open = page()
    await showNotice(shower, pages(open), JSON.stringify(said))
    expect(shower.showNotification).toHaveBeenCalledWith('新单 PG-1', expect.objectContaining({ body: '维修，请接单', tag: 'v1', renotify: true, data: { path: '/phone/visit/v1' } }))
    expect(open.postMessage).toHaveBeenCalledWith({ look: true })
  })
  it('that cannot be read is shown all the same', () => {
    for (const text of ['', 'null', '[]', '"x"', '{"title":1}', '{"title":"a","body":"b","tag":"c"}', '\u0000']) expect(noticeOf(text)).toMatchObject({ path: '/phone/today', tag: 'news' })
  })
  it('leads nowhere but into the app', () => {
    expect(noticeOf(JSON.stringify({ ...said, path: 'https://evil.example/' })).path).toBe('/phone/today')
    expect(noticeOf(JSON.stringify({ ...said, path: '/desk/' })).path).toBe('/phone/today')
  })
})

it('the signal that is back wakes every open page, and harms nothing where none is', async () => {
  const [one, other] = [page(), page('visible')]
  await wake(pages(one, other))
  await wake(pages())
  expect([one, other].map((each) => each.postMessage.mock.calls)).toEqual([[[{ look: true }]], [[{ look: true }]]])
})

describe('a press on it', () => {
  it('brings the open app forward and leads it there without loading it anew', async () => {
    const [hidden, seen] = [page(), page('visible')]
    const all = pages(hidden, seen)
    await openNotice(all, said.path)
    expect(seen.focus).toHaveBeenCalled()
    expect(seen.postMessage).toHaveBeenCalledWith({ open: said.path })
    expect(hidden.postMessage).not.toHaveBeenCalled()
    expect(all.openWindow).not.toHaveBeenCalled()
  })
  it('opens the app where it is closed', async () => {
    const all = pages()
    await openNotice(all, said.path)
    expect(all.openWindow).toHaveBeenCalledWith(said.path)
  })
  it('leads there even where the system does not let it come forward', async () => {
    const stuck = { ...page(), focus: vi.fn(async () => { throw new Error('not allowed') }) }
    await openNotice(pages(stuck), said.path)
    expect(stuck.postMessage).toHaveBeenCalledWith({ open: said.path })
  })
})
