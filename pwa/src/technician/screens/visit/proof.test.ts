import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { database } from '../../offline/database'
import { anItem } from '../../offline/fixtures'
import { checkNow, proofs, readProofs } from '../../offline/proofs'
import { openStore, readAt } from '../../offline/store'
import ProofPart from './ProofPart.vue'

const json = (body: unknown): Response => new Response(JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json' } })
const proof = (state: string) => ({ item_id: 'i1', state, checks: [] })
let asked: (string | null)[] = []
let answer = async (): Promise<Response> => json({ connected: true, items: [proof('waiting')] })
const keptBy = async (who: string): Promise<unknown> => (await database(who)).get('meta', 'proofs')

beforeEach(async () => {
  asked = []
  vi.stubGlobal('fetch', (request: Request) => { asked.push(request.headers.get('X-Person')); return answer() })
  await openStore('a')
})
afterEach(() => { vi.unstubAllGlobals(); readAt.value = null })

it('R13 what the platform shows is read again with each look at the office, of the second vehicle as of the first', async () => {
  const look = () => mount(ProofPart, { props: { item: anItem({ state: 'recorded' }) } })
  look().unmount()
  const second = look()
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  readAt.value = '2026-11-20T06:00:00Z'
  await vi.waitFor(() => expect(asked).toEqual(['a', 'a', 'a']))
  second.unmount()
})
it('R36 an answer that comes after A has left is neither shown to B nor kept in his memory', async () => {
  await openStore('b')
  await readProofs()
  await openStore('a')
  let let_go = (_: Response): void => undefined
  const before = answer
  answer = () => new Promise((resolve) => { let_go = resolve })
  const checking = checkNow('i1')
  await vi.waitFor(() => expect(asked.at(-1)).toBe('a'))
  await openStore('b')
  const kept = await keptBy('b')
  let_go(json({ proof: proof('passed'), in_time: true }))
  await checking
  expect([proofs.value?.items[0]?.state, await keptBy('b')]).toEqual(['waiting', kept])
  expect(String(await keptBy('a'))).toContain('passed')
  answer = before
})
it('with no signal only what one has read oneself is shown', async () => {
  await readProofs()
  vi.stubGlobal('fetch', async () => { throw new TypeError('no signal') })
  await readProofs()
  expect(proofs.value?.items).toHaveLength(1)
  await openStore('c')
  await readProofs()
  expect(proofs.value).toBeNull()
})
