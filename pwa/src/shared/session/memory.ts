/** What this device remembers between visits. Storage may be full or forbidden (private mode): then nothing is kept. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // A choice that is not kept is asked again; nothing is lost.
  }
}
