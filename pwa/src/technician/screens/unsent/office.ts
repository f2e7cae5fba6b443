import { computed, shallowRef } from 'vue'
import { api, call } from '@shared/api/client'
import { recall, remember } from '@shared/session/memory'
import { me } from '@shared/session/session'

const KEY = 'pg.office'

interface Telephone { centre: string; phone: string }

function stored(): Telephone | null {
  try {
    return JSON.parse(recall(KEY) ?? 'null') as Telephone | null
  } catch {
    return null
  }
}

const known = shallowRef<Telephone | null>(stored())
const own = computed(() => me.value?.centres[0]?.id)

/** The telephone of the technician's own centre; known after it was read once, since it is needed without signal too. */
export const officePhone = computed(() => (known.value && known.value.centre === own.value ? known.value.phone : ''))

/** Reads it anew, since it may have changed. Without an answer the one that was read last stands. */
export async function learnOfficePhone(): Promise<void> {
  const centre = own.value
  if (!centre) return
  const found = await call(api.GET('/api/centres')).catch(() => null)
  const phone = found?.items.find((one) => one.id === centre)?.phone
  if (!phone) return
  known.value = { centre, phone }
  remember(KEY, JSON.stringify(known.value))
}
