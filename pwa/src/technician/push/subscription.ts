import { api, call } from '@shared/api/client'
import { fileLang } from '@shared/i18n/locale'
import { recall, remember } from '@shared/session/memory'
import { user } from '@shared/session/session'
import { way } from '../install/state'
import { wishOf } from './wish'

/** on, off; blocked: the person said no to the browser; install: an iPhone wants the app on the home screen first; none: not to be had here. */
export type PushState = 'on' | 'off' | 'blocked' | 'install' | 'none'

/** Whoever wanted reminders on this phone gets them again when he logs in again; a shared phone asks each person. */
const wish = (): string => wishOf(user.value?.id ?? '')
const isWanted = (): boolean => recall(wish()) === 'on'

const manager = async (): Promise<PushManager | null> => {
  const registration = await navigator.serviceWorker?.getRegistration(import.meta.env.BASE_URL).catch(() => undefined)
  return registration?.pushManager ?? null
}

export async function pushState(): Promise<PushState> {
  const push = 'Notification' in globalThis ? await manager() : null
  if (!push) return way.value === 'ios' ? 'install' : 'none'
  if (Notification.permission === 'denied') return 'blocked'
  const there = Notification.permission === 'granted' && isWanted() && (await push.getSubscription())
  return there ? 'on' : 'off'
}

/** Asks the person, then the browser's push service, then tells the office. Call it from a press: browsers demand one. */
export async function turnOn(): Promise<PushState> {
  const answer = await Notification.requestPermission()
  if (answer !== 'granted') return answer === 'denied' ? 'blocked' : 'off'
  const push = await manager()
  if (!push || !(await subscribe(push))) return 'none'
  remember(wish(), 'on')
  return 'on'
}

export async function turnOff(): Promise<PushState> {
  await call(api.DELETE('/api/phone/push'))
  remember(wish(), null)
  await letGo()
  return 'off'
}

/** After a log-in, a change of the language, or a new key of the office: the subscription is told again. */
export async function renew(): Promise<void> {
  const push = isWanted() && Notification.permission === 'granted' ? await manager() : null
  if (push) await subscribe(push).catch(() => undefined)
}

/** Logging out: the next person on this phone is not shown this one's orders, even when the office cannot be told. */
export async function letGo(): Promise<void> {
  const subscription = await (await manager())?.getSubscription().catch(() => null)
  await subscription?.unsubscribe().catch(() => false)
}

/** False where the browser's push service cannot be reached, as on phones without Google's. */
async function subscribe(push: PushManager): Promise<boolean> {
  const { public_key } = await call(api.GET('/api/phone/push'))
  const before = await push.getSubscription()
  if (before && keyOf(before) !== public_key) await before.unsubscribe()
  const made = await push.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(public_key) }).catch(() => null)
  if (made) await tell(made.toJSON())
  return made !== null
}

async function tell({ endpoint = '', keys = {} }: PushSubscriptionJSON): Promise<void> {
  const { p256dh = '', auth = '' } = keys
  await call(api.PUT('/api/phone/push', { body: { endpoint, p256dh, auth, lang: fileLang() } }))
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))
function keyOf(subscription: PushSubscription): string {
  const raw = new Uint8Array(subscription.options.applicationServerKey ?? new ArrayBuffer(0))
  return btoa(String.fromCharCode(...raw)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
