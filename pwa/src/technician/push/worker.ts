/** What the service worker does with a push and with a press on it. No browser type, so that it is tested without one. */
export interface Notice { title: string; body: string; tag: string; path: string }
interface Shower { showNotification(title: string, options: object): Promise<void> }
interface Page { visibilityState: string; focus(): Promise<unknown>; postMessage(message: Told): void }
interface Pages { matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Page[]>; openWindow(path: string): Promise<unknown> }
/** To the pages that are open: look at the office now, or open this place. */
export interface Told { look?: true; open?: string }

const HOME = '/phone/today'
/** A push must be shown whatever is in it, or the browser shows a sentence of its own. */
const UNREADABLE: Notice = { title: '派工', body: '有新消息，点开看', tag: 'news', path: HOME }

export function noticeOf(text: string): Notice {
  try {
    const said = JSON.parse(text) as Partial<Record<keyof Notice, unknown>> | null
    const { title, body, tag, path } = said ?? {}
    if (typeof title !== 'string' || typeof body !== 'string' || typeof tag !== 'string' || typeof path !== 'string') return UNREADABLE
    return { title, body, tag, path: path.startsWith('/phone/') ? path : HOME }
  } catch {
    return UNREADABLE
  }
}

/** Shows it; what was shown of the same visit makes room. Open pages fetch the news at once. */
export async function showNotice(shower: Shower, pages: Pages, text: string): Promise<void> {
  const { title, body, tag, path } = noticeOf(text)
  await shower.showNotification(title, { body, tag, renotify: true, icon: '/phone/icon-192.png', badge: '/phone/icon-192.png', data: { path } })
  await wake(pages)
}

/** Open pages send and fetch at once. Where none is open, what waits is sent when the app is: nothing is done in its name. */
export async function wake(pages: Pick<Pages, 'matchAll'>): Promise<void> {
  for (const page of await pages.matchAll({ type: 'window', includeUncontrolled: true })) page.postMessage({ look: true })
}

/** Brings the open app forward and leads it there without loading it anew, so that nothing half-typed is lost; else opens it. */
export async function openNotice(pages: Pages, path: string): Promise<void> {
  const open = await pages.matchAll({ type: 'window', includeUncontrolled: true })
  const page = open.find((one) => one.visibilityState === 'visible') ?? open[0]
  if (!page) return void await pages.openWindow(path)
  await page.focus().catch(() => undefined)
  page.postMessage({ open: path })
}
