import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** The time, moving twice a minute while the screen is shown. */
export function useNow(): Ref<number> {
  const now = ref(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => (timer = setInterval(() => (now.value = Date.now()), 30_000)))
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
