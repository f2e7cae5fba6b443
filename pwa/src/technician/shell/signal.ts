import { computed, readonly, ref } from 'vue'

/**
 * What the signal bar says. The sync loop knows (it pings; `navigator.onLine` is never trusted) and reports here:
 * quiet = connected, nothing waits: the bar is away. sent = just emptied, shown for a moment. trouble = the server
 * answers but does not do its work. full = the phone has no room for what the server says.
 */
export interface Signal { state: 'quiet' | 'offline' | 'sending' | 'weak' | 'sent' | 'trouble' | 'full'; unsent: number }

const SENT_SHOWN_MS = 4000
const now = ref<Signal>({ state: 'quiet', unsent: 0 })
let timer: ReturnType<typeof setTimeout> | undefined

export const signal = readonly(now)
/** The office cannot be reached for now, for whatever reason. */
export const isAway = computed(() => now.value.state === 'offline' || now.value.state === 'trouble')

export const isSending = computed(() => now.value.state === 'sending' || now.value.state === 'weak')

export function reportSignal(next: Signal): void {
  clearTimeout(timer)
  now.value = next
  if (next.state === 'sent') timer = setTimeout(() => (now.value = { ...next, state: 'quiet' }), SENT_SHOWN_MS)
}
