import { computed, ref, type Ref } from 'vue'
import type { Item, Visit } from '../../offline/shapes'
import type { ScanField } from './stock'
import type { Todo } from './todos'
import type { ReasonFor } from './ReasonSheet.vue'

type SheetName = 'contact' | 'check' | 'number' | 'end' | 'fault' | 'parts' | 'reason' | 'fees' | 'pay' | 'sign' | 'more' | 'navigate' | 'act' | 'word' | 'plate' | 'office'

/** Which sheet is open, about which vehicle and field. One at a time. */
export function useSheets(visit: Ref<Visit | null>) {
  const name = ref<SheetName | null>(null)
  const itemId = ref('')
  const field = ref<ScanField>('new_device_no')
  const why = ref<ReasonFor>('decline')
  const item = computed<Item | null>(() => visit.value?.items.find((one) => one.id === itemId.value) ?? null)
  const isOpen = (which: SheetName) => computed({ get: () => name.value === which, set: (on) => { if (on) name.value = which; else if (name.value === which) name.value = null } })
  const show = (which: SheetName, about?: Item | null): void => {
    if (about) itemId.value = about.id
    name.value = which
  }
  const ask = (about: Item, which: ScanField): void => {
    field.value = which
    show('number', about)
  }
  const because = (reason: ReasonFor, about?: Item | null): void => {
    why.value = reason
    show('reason', about)
  }
  /** Opens what a missing thing needs; photos and plain acts are the screen's own. */
  const openFor = (todo: Todo): void => {
    if (todo.kind === 'number' && todo.item && todo.field !== 'old_device_end') return ask(todo.item, todo.field as ScanField)
    const sheets: Partial<Record<Todo['kind'], SheetName>> = { number: 'end', act: 'act', fees: 'fees', pay: 'pay', sign: 'sign' }
    const which = sheets[todo.kind]
    if (which) show(which, todo.item)
  }
  return { item, field, why, isOpen, show, ask, because, openFor }
}
