import { toast } from '@shared/ui/toast'

/** Puts text on the clipboard and says so. Where there is none (plain HTTP, an old browser) it stands on the screen to be read. */
export async function copy(text: string, said: string): Promise<void> {
  await navigator.clipboard?.writeText(text).then(() => toast(said), () => undefined)
}
