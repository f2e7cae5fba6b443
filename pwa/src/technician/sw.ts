/// <reference lib="webworker" />
import { clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { openNotice, showNotice, wake } from './push/worker'

declare const self: ServiceWorkerGlobalScope

/**
 * The app itself is on the phone; its data is not this file's business: what was done on site lies in IndexedDB and is
 * sent by the page. Nothing of the API is ever cached here, so a cached answer can never pass for the office's word.
 */
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [/^\/phone(\/|$)/] }))

/** A new version waits until the person says so: nobody's half-written visit is reloaded away. */
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})
clientsClaim()

self.addEventListener('push', (event) => event.waitUntil(showNotice(self.registration, self.clients, event.data?.text() ?? '')))
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openNotice(self.clients, String(event.notification.data?.path ?? '')))
})
/** The signal is back, where the browser tells of it (Background Sync): a page that is not looked at would wait longer. */
self.addEventListener('sync', (event) => (event as ExtendableEvent).waitUntil(wake(self.clients)))
