import { ref, watchEffect } from 'vue'
import { recall, remember } from '../session/memory'

export type Locale = 'zh-CN' | 'en'

const KEY = 'pg.locale'

/** The language of the screens. zh-CN unless the person chose otherwise on this device. */
export const locale = ref<Locale>(recall(KEY) === 'en' ? 'en' : 'zh-CN')

/** The same as the server's files and papers take it. */
export const fileLang = (): 'zh' | 'en' => (locale.value === 'en' ? 'en' : 'zh')

export function setLocale(next: Locale): void {
  locale.value = next
  remember(KEY, next)
}

/** Keeps `<html lang>` true, so that screen readers and hyphenation speak the right language. */
watchEffect(() => {
  document.documentElement.lang = locale.value
})
