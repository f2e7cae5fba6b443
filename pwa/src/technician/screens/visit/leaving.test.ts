import 'fake-indexeddb/auto'
import { shallowMount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { aDay, aVan, aVisit, anItem, aWallet } from '../../offline/fixtures'
import { keepSeen, openStore, pending } from '../../offline/store'
import type { StoredFile } from '../../offline/shapes'
import PhotoTiles from './PhotoTiles.vue'
import ItemFacts from './ItemFacts.vue'
import VisitScreen from './VisitScreen.vue'

const slow = vi.hoisted(() => ({ done: (_: unknown): void => undefined }))
vi.mock('../../offline/photos', () => ({ warmUp: () => undefined, keepPhoto: () => new Promise((resolve) => { slow.done = resolve }) }))
vi.mock('../../offline/place', () => ({ place: async () => ({}) }))

const file: StoredFile = { sha256: 'a'.repeat(64), bytes: new ArrayBuffer(9), type: 'image/jpeg', size: 9, taken_at: '2026-11-20T06:00:00Z', receipted: false, visit_id: 'first' }

it('R16 a picture belongs to the visit where it was taken, however soon the way leads to another', async () => {
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
  slow.done(file)
  await vi.waitFor(() => expect(pending.value).toHaveLength(1), 5_000)
  expect(pending.value[0]?.payload).toMatchObject({ visit_id: 'first', item_id: 'i1', sha256: file.sha256 })
})
