import { computed, ref } from 'vue'
import { handInRescue, openRescue, previewRescue, type Rescue, type RescueFile } from './rescue'

/** A rescue file step by step: chosen and looked at, then handed in; `taken` hears of that. `sending` counts its pictures. */
export function useRescue(taken: () => void) {
  const file = ref<RescueFile | null>(null)
  const rescue = ref<Rescue | null>(null)
  const done = ref(false)
  const busy = ref(false)
  const sending = ref<{ done: number; all: number } | null>(null)
  const failed = ref<unknown>(null)

  async function attempt(act: () => Promise<void>): Promise<void> {
    busy.value = true
    failed.value = null
    try {
      await act()
    } catch (thrown) {
      failed.value = thrown
    } finally {
      busy.value = false
      sending.value = null
    }
  }
  const choose = (event: Event): Promise<void> => attempt(async () => {
    const input = event.target as HTMLInputElement
    const chosen = input.files?.[0]
    forget()
    if (!chosen) return
    file.value = await openRescue(chosen).finally(() => (input.value = ''))
    rescue.value = await previewRescue(file.value)
  })
  const give = (): Promise<void> => attempt(async () => {
    if (!file.value || !rescue.value) return
    rescue.value = await handInRescue(file.value, rescue.value, (n, all) => (sending.value = all ? { done: n, all } : null))
    done.value = true
    taken()
  })
  function forget(): void {
    file.value = rescue.value = null
    done.value = false
    failed.value = null
  }
  return { file, rescue, done, busy, sending, failed, news: computed(() => rescue.value?.lines.filter((one) => one.outcome === 'new').length ?? 0), choose, give, forget }
}
