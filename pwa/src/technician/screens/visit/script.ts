import { sayWindow } from '@shared/format/time'
import { me } from '@shared/session/session'
import { road } from '../../offline/road'
import type { Visit } from '../../offline/shapes'
import { bilingual, kindWord, shortAddress } from '../../words'

/** What the office wrote for this moment, line by line, with the visit filled in; empty when the phone has none. */
export function script(code: string, visit: Visit): string[] {
  const found = road.value?.scripts.find((one) => one.code === code)
  const lines = bilingual('zh', 'en') === 'en' ? found?.en : found?.zh
  const values = valuesOf(visit)
  return (lines ?? []).map((line) => line.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole))
}

function valuesOf(visit: Visit): Record<string, string> {
  const plates = [...new Set(visit.items.map((one) => one.plate))]
  const [first = ''] = plates
  return {
    company: me.value?.company.name ?? '', technician: me.value?.user.name ?? '',
    plates: plates.length > 1 ? bilingual(`${first} 等 ${plates.length} 台车`, `${first} and ${plates.length - 1} more`) : first,
    problem: bilingual(visit.symptom, visit.symptom_en) || kindWord(visit.kind),
    window: sayWindow(visit.window_start, visit.window_end), address: shortAddress(visit), minutes: String(visit.planned_minutes),
  }
}
