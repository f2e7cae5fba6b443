import 'fake-indexeddb/auto'
import { shallowMount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { aDay, aVan, aVisit, anItem, aWallet } from '../../offline/fixtures'
import { keepSeen, openStore, pending } from '../../offline/store'
import PhotoTiles from './PhotoTiles.vue'
import ItemFacts from './ItemFacts.vue'
import VisitScreen from './VisitScreen.vue'

/** A phone that takes its time with a picture: what comes out lets go of it. */
function slowPictures(): () => void {
  let done = (): void => undefined
  vi.stubGlobal('Worker', undefined)
  vi.stubGlobal('OffscreenCanvas', class { getContext(): null { return null } async convertToBlob(): Promise<Blob> { return new Blob(['small'], { type: 'image/jpeg' }) } })
  vi.stubGlobal('createImageBitmap', () => new Promise((resolve) => { done = () => resolve({ width: 9, height: 9, close: () => undefined }) }))
  return () => done()
}
afterEach(() => vi.unstubAllGlobals())

it('R16 a picture belongs to the visit where it was taken, however soon the way leads to another', async () => {
  const goOn = slowPictures()
  await openStore('leaver')
  const done = { state: 'working', items: [anItem({ state: 'recorded' })] }
  await keepSeen({ day: aDay([aVisit({ ...done, id: 'first' }), aVisit({ ...done, id: 'second' })]), van: aVan(), wallet: aWallet() })
  const routes = [{ path: '/visit/:id', name: 'visit' }, { path: '/today', name: 'today' }, { path: '/list', name: 'yard' }, { path: '/burst', name: 'burst' }]
  const router = createRouter({ history: createMemoryHistory(), routes: routes.map((one) => ({ ...one, component: PhotoTiles })) })
  await router.push('/visit/first?item=i1')
  const screen = shallowMount(VisitScreen, { global: { plugins: [router] } })
  await vi.waitFor(() => screen.getComponent(ItemFacts))
  screen.getComponent(ItemFacts).vm.$emit('take', { code: 'P3', name_zh: '', name_en: '' })
  const camera = screen.get<HTMLInputElement>('[data-testid=camera]')
  Object.defineProperty(camera.element, 'files', { value: [new Blob(['x'])] })
  await camera.trigger('change')
  await router.push('/visit/second')
  goOn()
  await vi.waitFor(() => expect(pending.value).toHaveLength(1), 5_000)
  expect(pending.value[0]?.payload).toMatchObject({ visit_id: 'first', item_id: 'i1', code: 'P3' })
})
