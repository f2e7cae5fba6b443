import { toast } from '@shared/ui/toast'
import { t } from './messages'
import { kick } from './offline/sync'
import type { Told } from './push/worker'
import { router } from './router'

/** How often a phone that stays open asks for a newer app. */
const CHECK_MS = 60 * 60_000

/** The person wants the new version in this page. */
let wanted = false
/** Another page of this phone has taken the new version: what this one has not loaded yet is gone. */
let outlived = false

function offer(take: () => void): void {
  toast(t('newVersion'), { kind: 'plan', stays: 0, act: { label: t('update'), run: take } })
}

/** A version that is here and waits is offered; with no controller it is the very first one, and there is no older to leave. */
function offerWaiting({ waiting }: ServiceWorkerRegistration): void {
  if (!waiting || !navigator.serviceWorker.controller) return
  offer(() => {
    wanted = true
    waiting.postMessage('take-over')
  })
}

/** The page where it was asked for becomes the new version at once; another may be in the middle of something and is asked. */
function followVersions(): void {
  let controlled = Boolean(navigator.serviceWorker.controller)
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (wanted) location.reload()
    else if (controlled) {
      outlived = true
      offer(() => location.reload())
    }
    controlled = true
  })
  addEventListener('vite:preloadError', () => { if (outlived) location.reload() })
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
  followVersions()
  navigator.serviceWorker.addEventListener('message', (event: MessageEvent<Told>) => heed(event.data))
  const registration = await navigator.serviceWorker.register(`${base}sw.js`, { scope: base }).catch(() => null)
  if (!registration) return
  const look = (): void => offerWaiting(registration)
  const watchFor = (): void => registration.installing?.addEventListener('statechange', look)
  look()
  watchFor()
  registration.addEventListener('updatefound', watchFor)
  // Offered again with each look: another message may have taken its place on the screen.
  setInterval(() => void registration.update().then(look, look), CHECK_MS)
}
