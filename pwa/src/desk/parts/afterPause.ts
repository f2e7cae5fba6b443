import { watch, type Ref } from 'vue'

/** Tells what was typed once somebody pauses; never after the screen is left, whose address the answer may stand in. */
export function afterPause(typed: Ref<string>, then: (said: string) => void): void {
  watch(typed, (now, _, onCleanup) => {
    const timer = setTimeout(() => then(now.trim()), 200)
    onCleanup(() => clearTimeout(timer))
  })
}
