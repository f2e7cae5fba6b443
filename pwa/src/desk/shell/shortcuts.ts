import { onActivated, onBeforeUnmount, onDeactivated, onMounted, shallowReactive } from 'vue'
import { isTyping } from '@shared/ui/typing'

export interface Shortcut { keys: string; says: () => string; run: (event: KeyboardEvent) => void; everywhere?: boolean }

/** The shortcuts that hold now, in the order in which the screens brought them; the sheet under `?` lists them. */
export const shortcuts = shallowReactive<Shortcut[]>([])

function named(event: KeyboardEvent): string {
  const key = event.key.replace(/^Arrow/, '')
  const name = key.length === 1 ? key.toUpperCase() : key
  const chord = [(event.ctrlKey || event.metaKey) && 'Ctrl', event.altKey && 'Alt', name]
  return chord.filter(Boolean).join(' ')
}

/** Enter on a focused button or link presses that, unless it is a part of the screen's own act (data-enter="screen"). */
function pressesItself(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && event.target instanceof Element && event.target.matches('button, a, summary') && !event.target.matches('[data-enter="screen"]')
}

/** Runs the newest shortcut for the keys. While somebody types, only chords with Ctrl or Alt count. */
export function onKeydown(event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return
  const keys = named(event)
  if ((isTyping(event) || pressesItself(event)) && !/^(Ctrl|Alt) /.test(keys)) return
  const found = shortcuts.findLast((one) => one.keys === keys)
  if (!found) return
  event.preventDefault()
  found.run(event)
}

/**
 * `useShortcuts({ keys: 'N', says: () => t('newOrder'), run })`: while the component is in sight, not while it is only
 * kept alive. Keys as in "Ctrl K", "Alt Up", "?".
 */
export function useShortcuts(...mine: Shortcut[]): void {
  function drop(): void {
    for (const one of mine) if (shortcuts.includes(one)) shortcuts.splice(shortcuts.indexOf(one), 1)
  }
  function hold(): void {
    drop() // what is kept alive is mounted and put in sight at once
    shortcuts.push(...mine)
  }
  onMounted(hold)
  onActivated(hold)
  onDeactivated(drop)
  onBeforeUnmount(drop)
}
