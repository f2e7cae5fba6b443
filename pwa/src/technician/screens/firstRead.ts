import { computed, onBeforeUnmount, ref, type ComputedRef } from 'vue'
import { ready } from '../offline/store'
import { isAway } from '../shell/signal'

/** How long a first read may take before the screen says that it did not come; a server in trouble gives no sign of its own. */
const PATIENCE_MS = 10_000

/** Whether something that the server must have told once is here, still being read, or missing for now. */
export function useFirstRead(has: () => boolean): ComputedRef<'here' | 'reading' | 'missing'> {
  const patient = ref(true)
  const timer = setTimeout(() => (patient.value = false), PATIENCE_MS)
  onBeforeUnmount(() => clearTimeout(timer))
  return computed(() => {
    if (has()) return 'here'
    return !ready.value || (patient.value && !isAway.value) ? 'reading' : 'missing'
  })
}
