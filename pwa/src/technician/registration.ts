import { toast } from '@shared/ui/toast'
import { t } from './messages'
import { kick } from './offline/sync'
import type { Told } from './push/worker'
import { router } from './router'

/** How often a phone that stays open asks for a newer app. */
const CHECK_MS = 60 * 60_000

function offer(waiting: ServiceWorker): void {
  toast(t('newVersion'), { kind: 'plan', stays: 0, act: { label: t('update'), run: () => waiting.postMessage('take-over') } })
}

function watchFor(registration: ServiceWorkerRegistration): void {
  const { installing } = registration
  installing?.addEventListener('statechange', () => {
    // With no controller this is the very first install: there is no older version to leave.
    if (installing.state === 'installed' && navigator.serviceWorker.controller) offer(installing)
  })
}

/** A push came, or was pressed: fetch the news, or go where it leads. */
function heed({ look, open }: Told): void {
  if (look) kick()
  if (open) void router.push(open.slice(import.meta.env.BASE_URL.length - 1))
}

/** Puts the app on the phone. Where that is refused (private mode, plain HTTP) it still works while there is signal. */
export async function registerWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const base = import.meta.env.BASE_URL
  const hadOne = Boolean(navigator.serviceWorker.controller)
  navigator.serviceWorker.addEventListener('controllerchange', () => { if (hadOne) location.reload() }, { once: true })
  navigator.serviceWorker.addEventListener('message', (event: MessageEvent<Told>) => heed(event.data))
  const registration = await navigator.serviceWorker.register(`${base}sw.js`, { scope: base }).catch(() => null)
  if (!registration) return
  if (registration.waiting) offer(registration.waiting)
  registration.addEventListener('updatefound', () => watchFor(registration))
  setInterval(() => void registration.update().catch(() => undefined), CHECK_MS)
}
