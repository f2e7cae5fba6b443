import { asApiError } from '@shared/api/errors'
import { toast } from '@shared/ui/toast'

/** Saves a file that the server makes, and says it when it does not. */
export async function fetchFile(ask: () => Promise<unknown>, name: string): Promise<void> {
  try {
    saveFile((await ask()) as Blob, name)
  } catch (thrown) {
    toast(asApiError(thrown).say(), { kind: 'late' })
  }
}

/** Hands a file that the server made to the browser, under this name. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
