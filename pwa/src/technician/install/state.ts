import { computed, shallowRef } from 'vue'
import { wayOf } from './way'

/** Chromium's own event; other browsers have none. */
interface InstallOffer extends Event { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> }

/** The browser's offer to install, kept until the person wants it: it is made once, early, and can be taken once. */
const offer = shallowRef<InstallOffer | null>(null)
/** True when the app was opened from the home screen. */
export const installed = shallowRef(matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true)
export const way = computed(() => wayOf({ agent: navigator.userAgent, touches: navigator.maxTouchPoints, installed: installed.value, offered: offer.value !== null }))

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  offer.value = event as InstallOffer
})
addEventListener('appinstalled', () => {
  installed.value = true
  offer.value = null
})

/** Takes the browser's offer; false when the person says no. */
export async function install(): Promise<boolean> {
  const taken = offer.value
  offer.value = null
  return (await taken?.prompt())?.outcome === 'accepted'
}

/** Asks the browser not to clear what lies on the phone when space gets short (R36); some ask the person, most just decide. */
export async function askToKeep(): Promise<void> {
  if (await navigator.storage?.persisted?.().catch(() => true)) return
  await navigator.storage?.persist?.().catch(() => false)
}
