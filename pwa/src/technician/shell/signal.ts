import { readonly, ref } from 'vue'

/**
 * What the signal bar says. The sync loop knows (it pings; `navigator.onLine` is never trusted) and reports here:
 * quiet = connected, nothing waits: the bar is away. sent = just emptied, shown for a moment.
 */
export interface Signal { state: 'quiet' | 'offline' | 'sending' | 'weak' | 'sent'; unsent: number }

const SENT_SHOWN_MS = 4000
const now = ref<Signal>({ state: 'quiet', unsent: 0 })
let timer: ReturnType<typeof setTimeout> | undefined

export const signal = readonly(now)

export function reportSignal(next: Signal): void {
  clearTimeout(timer)
  now.value = next
  if (next.state === 'sent') timer = setTimeout(() => (now.value = { ...next, state: 'quiet' }), SENT_SHOWN_MS)
}
