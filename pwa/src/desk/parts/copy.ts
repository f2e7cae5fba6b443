import { defineMessages } from '@shared/i18n/messages'
import { toast } from '@shared/ui/toast'

const t = defineMessages({ copied: '已复制', notCopied: '浏览器不让复制，请手动选中' }, { copied: 'Copied', notCopied: 'The browser refused; select it and copy by hand' })

/** Puts a text on the clipboard and says so; a browser without it (plain http) gets the old way. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(t('copied'))
  } catch {
    toast(copyByField(text) ? t('copied') : t('notCopied'), { kind: 'plan' })
  }
}

function copyByField(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}
