import { ref, watchEffect } from 'vue'
import { recall, remember } from '../session/memory'

/** `auto` follows the device; `sun` is the high contrast for work in sunlight. */
export const themes = ['auto', 'light', 'dark', 'sun'] as const
export type Theme = (typeof themes)[number]

const KEY = 'pg.theme'
const known = (value: string | null): value is Theme => themes.includes(value as Theme)
const stored = recall(KEY)
const system = matchMedia('(prefers-color-scheme: dark)')
const systemDark = ref(system.matches)

system.addEventListener('change', (event) => (systemDark.value = event.matches))

export const theme = ref<Theme>(known(stored) ? stored : 'auto')

export function setTheme(next: Theme): void {
  theme.value = next
  remember(KEY, next)
}

/** Puts the theme on the page at once and whenever it changes; the browser's own bar takes the ground colour. */
watchEffect(() => {
  const shown = theme.value === 'auto' ? (systemDark.value ? 'dark' : 'light') : theme.value
  const root = document.documentElement
  root.dataset.theme = shown
  const ground = getComputedStyle(root).getPropertyValue('--bg').trim()
  if (ground) document.querySelector('meta[name="theme-color"]')?.setAttribute('content', ground)
})
