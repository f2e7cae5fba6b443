/** True when a plain key belongs to what somebody is writing, so that no shortcut may take it. */
export const isTyping = (event: Event): boolean =>
  event.target instanceof Element && event.target.matches('input, textarea, select, [contenteditable]')

/** True when the key is held with Ctrl, Command or Alt. */
export const isChord = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey || event.altKey
