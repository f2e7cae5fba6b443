import { shallowRef } from 'vue'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { asApiError } from '@shared/api/errors'
import { database } from './database'
import { ownerId } from './store'

type Known = components['schemas']['PhoneProofsOut']
const KEY = 'proofs'

/** What the platform has shown of one's own work, as it was read last; null before the first time. */
export const proofs = shallowRef<Known | null>(null)

/** Reads the proofs anew; with no signal what this person's memory has. */
export async function readProofs(): Promise<void> {
  const owner = ownerId()
  try {
    await keep(owner, await call(api.GET('/api/phone/proofs', { headers: { 'X-Person': owner } })))
  } catch {
    const kept = await database(owner).then((store) => store.get('meta', KEY)).catch(() => undefined)
    if (owner === ownerId()) proofs.value = kept === undefined ? null : JSON.parse(String(kept)) as Known
  }
}

/** In the memory of whoever asked: somebody else may have taken the phone before the answer came (R36). */
async function keep(owner: string, known: Known): Promise<void> {
  if (owner === ownerId()) proofs.value = known
  await (await database(owner)).put('meta', JSON.stringify(known), KEY)
}

/** Asks the platform now. Says 'later' when it takes longer than somebody with a phone in his hand can wait, or with no signal. */
export async function checkNow(itemId: string): Promise<'known' | 'later' | 'offline'> {
  const owner = ownerId()
  const known = proofs.value
  try {
    const answer = await call(api.POST('/api/phone/items/{item_id}/proof', { params: { path: { item_id: itemId } }, headers: { 'X-Person': owner } }))
    const others = known?.items.filter((one) => one.item_id !== itemId) ?? []
    await keep(owner, { connected: known?.connected ?? true, items: [...others, answer.proof] })
    return answer.in_time ? 'known' : 'later'
  } catch (thrown) {
    if (asApiError(thrown).isOffline) return 'offline'
    throw thrown
  }
}
