import { computed, ref } from 'vue'
import { useAct } from '../ui/act'
import { handInRescue, openRescue, previewRescue, type Rescue, type RescueFile } from './rescue'

/** A rescue file step by step: chosen and looked at, then handed in; `taken` hears of that. `sending` counts its pictures. */
export function useRescue(taken: () => void) {
  const file = ref<RescueFile | null>(null)
  const rescue = ref<Rescue | null>(null)
  const done = ref(false)
  const sending = ref<{ done: number; all: number } | null>(null)
  const { busy, failed, act } = useAct({ after: () => { sending.value = null } })

  const choose = (event: Event): Promise<boolean> => act(async () => {
    const input = event.target as HTMLInputElement
    const chosen = input.files?.[0]
    forget()
    if (!chosen) return
    file.value = await openRescue(chosen).finally(() => (input.value = ''))
    rescue.value = await previewRescue(file.value)
  })
  const give = (): Promise<boolean> => act(async () => {
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
