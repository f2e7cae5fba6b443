import { afterEach, beforeEach, expect, it, vi } from 'vitest'

/** A browser's own side of it, as far as the page sees it. */
class Workers extends EventTarget {
  controller: object | null = null
  registration = Object.assign(new EventTarget(), { installing: null as EventTarget | null, waiting: null as { postMessage: ReturnType<typeof vi.fn> } | null, update: async () => undefined })
  register = async () => this.registration
  /** Another version takes over all pages, or the first one does. */
  take(): void {
    this.controller = {}
    this.dispatchEvent(new Event('controllerchange'))
  }
  /** A newer version has come and waits. */
  bring(): ReturnType<typeof vi.fn> {
    const installing = new EventTarget()
    this.registration.installing = installing
    this.registration.dispatchEvent(new Event('updatefound'))
    this.registration.waiting = { postMessage: vi.fn() }
    installing.dispatchEvent(new Event('statechange'))
    return this.registration.waiting.postMessage
  }
}
let workers: Workers
const reload = vi.fn()

async function open(controlled: boolean, waiting: Workers['registration']['waiting'] = null): Promise<void> {
  workers = new Workers()
  workers.registration.waiting = waiting
  if (controlled) workers.controller = {}
  Object.defineProperty(navigator, 'serviceWorker', { value: workers, configurable: true })
  const { registerWorker } = await import('./registration')
  await registerWorker()
}
beforeEach(() => {
  vi.resetModules()
  vi.stubEnv('PROD', true)
  vi.stubGlobal('location', { ...location, reload, pathname: '/', search: '', hash: '' })
})
afterEach(() => { vi.unstubAllEnvs(); vi.unstubAllGlobals(); reload.mockClear() })
const offered = async () => (await import('@shared/ui/toast')).shown.value?.act

it('a version that comes on the very first day is taken as on any other', async () => {
  await open(false)
  workers.take() // the first one, once it is installed
  expect([reload.mock.calls.length, await offered()]).toEqual([0, undefined])
  const told = workers.bring()
  ;(await offered())?.run()
  expect(told).toHaveBeenCalledWith('take-over')
  workers.take()
  expect(reload).toHaveBeenCalledOnce()
})
it('a page where nobody asked for it is not loaded anew: it is asked', async () => {
  await open(true)
  workers.take() // asked for in another tab
  expect(reload).not.toHaveBeenCalled()
  ;(await offered())?.run()
  expect(reload).toHaveBeenCalledOnce()
})
it('one that waited when the app was opened is offered', async () => {
  const waiting = { postMessage: vi.fn() }
  await open(true, waiting)
  ;(await offered())?.run()
  expect(waiting.postMessage).toHaveBeenCalledWith('take-over')
})
