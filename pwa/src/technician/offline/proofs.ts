import { shallowRef, watch } from 'vue'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { asApiError } from '@shared/api/errors'
import { db, readAt } from './store'

export type Proof = components['schemas']['ProofOut']
type Known = components['schemas']['PhoneProofsOut']
const KEY = 'proofs'

/** What the platform has shown of one's own work, as it was read last; null before the first time. */
export const proofs = shallowRef<Known | null>(null)
let watching = false

/** Begins to keep the proofs fresh: read again whenever the day was, and from the phone's memory with no signal. */
export function followProofs(): void {
  if (watching) return
  watching = true
  watch(readAt, () => void read(), { immediate: true })
}

async function read(): Promise<void> {
  try {
    await keep(await call(api.GET('/api/phone/proofs')))
  } catch {
    const kept = await (await db()).get('meta', KEY).catch(() => undefined)
    if (kept !== undefined && !proofs.value) proofs.value = JSON.parse(String(kept)) as Known
  }
}

async function keep(known: Known): Promise<void> {
  proofs.value = known
  await (await db()).put('meta', JSON.stringify(known), KEY)
}

/** Asks the platform now. Says 'later' when it takes longer than somebody with a phone in his hand can wait, or with no signal. */
export async function checkNow(itemId: string): Promise<'known' | 'later' | 'offline'> {
  try {
    const answer = await call(api.POST('/api/phone/items/{item_id}/proof', { params: { path: { item_id: itemId } } }))
    const others = proofs.value?.items.filter((one) => one.item_id !== itemId) ?? []
    await keep({ connected: proofs.value?.connected ?? true, items: [...others, answer.proof] })
    return answer.in_time ? 'known' : 'later'
  } catch (thrown) {
    if (asApiError(thrown).isOffline) return 'offline'
    throw thrown
  }
}
