import { onBeforeUnmount, ref, type Ref } from 'vue'

/** The clock of a screen, in milliseconds, moving every ten seconds. */
export function useNow(): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 10_000)
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
