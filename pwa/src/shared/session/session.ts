import { computed, ref } from 'vue'
import { api, call, onSignedOut } from '../api/client'
import { asApiError } from '../api/errors'
import type { components } from '../api/schema.gen'
import { HOME_ZONE, setCentreZone } from '../format/zone'
import { recall, remember } from './memory'

/** Who works on this device, what the person may do, and at which centres. */
export type Me = components['schemas']['MeOut']

const KEY = 'pg.me'
/** A line that is dead but not closed must not keep anybody from leaving. */
const LOG_OUT_MS = 5_000

function stored(): Me | null {
  try {
    return JSON.parse(recall(KEY) ?? 'null') as Me | null
  } catch {
    return null
  }
}

/** Remembered, so that the phone opens with no signal. It opens doors on the screen only: the server checks every call. */
const current = ref<Me | null>(stored())

/** Times are said as at the person's centre, wherever the reader sits; headquarters by the first of its centres. */
function followZone(who: Me | null): void {
  try {
    setCentreZone(who?.centres[0]?.time_zone ?? HOME_ZONE)
  } catch {
    setCentreZone(HOME_ZONE) // a zone that this browser does not know
  }
}
followZone(current.value)

function set(next: Me | null): void {
  current.value = next
  followZone(next)
  remember(KEY, next && JSON.stringify(next))
}

onSignedOut(() => set(null))
/** Another tab of this browser has one cookie with this one: who signs in there is who works here. */
if (typeof addEventListener !== 'undefined') {
  addEventListener('storage', ({ key, storageArea }) => {
    if (key !== KEY || storageArea !== localStorage) return
    current.value = stored()
    followZone(current.value)
  })
}

export const me = computed(() => current.value)
export const user = computed(() => current.value?.user ?? null)

/** True when the person may do this (an action of the permission table, e.g. `board.read`). */
export const may = (action: string): boolean => current.value?.actions.includes(action) ?? false

/** True when the person has one of the roles in any centre. */
export const hasRole = (...roles: string[]): boolean => user.value?.roles.some((grant) => roles.includes(grant.role)) ?? false

/** Throws an ApiError with the sentence to show: wrong name or password, locked, no answer. */
export async function logIn(username: string, password: string): Promise<void> {
  await call(api.POST('/api/auth/login', { body: { username, password } }))
  set(await call(api.GET('/api/auth/me')))
}

/** Asks the server who we are. With no answer the remembered person stays, since work goes on offline. */
export async function refreshMe(): Promise<void> {
  try {
    set(await call(api.GET('/api/auth/me')))
  } catch (thrown) {
    if (asApiError(thrown).status === 401) set(null)
  }
}

/** Ends the session here, even when the server cannot be told; then the cookie expires by itself. */
export async function logOut(): Promise<void> {
  await call(api.POST('/api/auth/logout', { signal: AbortSignal.timeout(LOG_OUT_MS) })).catch(() => undefined)
  set(null)
}
