import { computed, ref, shallowRef } from 'vue'
import { api, call } from '@shared/api/client'
import { asApiError, type ApiError } from '@shared/api/errors'
import type { Sheet, SheetFault } from '../shapes'

function formOf(file: File): FormData {
  const form = new FormData()
  form.append('file', file, file.name)
  return form
}
// The description of the API calls a file a string; the serializer puts the file itself into the form.
const asked = (file: File) => ({ body: { file: file.name }, bodySerializer: () => formOf(file) })

interface Drivers { matched: number; faults: SheetFault[] }

/** One hand-in at a time: a newer one makes the answer to an older one worthless. */
function useChecking() {
  const error = shallowRef<ApiError>()
  const checking = ref('')
  let round = 0

  async function doing<T>(list: File, ask: () => Promise<T>, take: (answer: T) => void): Promise<void> {
    const mine = ++round
    checking.value = list.name
    error.value = undefined
    try {
      const answer = await ask()
      if (mine === round) take(answer)
    } catch (thrown) {
      if (mine === round) error.value = asApiError(thrown)
    } finally {
      if (mine === round) checking.value = ''
    }
  }
  function stop(): void {
    round++
    checking.value = ''
    error.value = undefined
  }
  return { error, checking, doing, stop }
}

/** The vehicle list: handed in, checked whole, and kept until the order takes its good rows (R1). */
export function useSheet() {
  const file = shallowRef<File>()
  const sheet = ref<Sheet>()
  const drivers = ref<Drivers>()
  const { error, checking, doing, stop } = useChecking()

  async function handIn(list: File, customerId: string | undefined): Promise<void> {
    file.value = list
    sheet.value = drivers.value = undefined
    await doing(list, () => call(api.POST('/api/intake/vehicle-sheet', { params: { query: { customer_id: customerId ?? null } }, ...asked(list) })), (checked) => (sheet.value = checked))
  }
  async function addDrivers(list: File): Promise<void> {
    const id = sheet.value?.sheet_id
    if (!id) return
    await doing(list, () => call(api.POST('/api/intake/vehicle-sheet/{sheet_id}/drivers', { params: { path: { sheet_id: id } }, ...asked(list) })), (done) => {
      sheet.value = done.sheet
      drivers.value = { matched: done.matched, faults: done.faults }
    })
  }
  function forget(): void {
    stop()
    file.value = sheet.value = drivers.value = undefined
  }
  return { file, sheet, error, checking, drivers, handIn, addDrivers, forget, good: computed(() => sheet.value?.good ?? 0) }
}
