import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef } from 'vue'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { isoDay } from '@shared/format/zone'
import { useAct } from '@shared/ui/act'
import { toast, toastUndo } from '@shared/ui/toast'
import { usePages } from '../../../parts/cursor'
import { saveFile } from '../../../parts/download'
import { t } from './messages'

export type Task = components['schemas']['CarrierTaskOut']
export type Results = components['schemas']['CarrierResultsOut']
export type Step = 'filed' | 'done' | 'refused' | 'not_needed'
export const views = ['open', 'asked', 'filed', 'done', 'refused', 'not_needed', 'all'] as const
export type View = (typeof views)[number]
export type Operator = 'any' | 'cmcc' | 'ctcc' | 'cucc' | 'cbn' | ''
export const operators: readonly Operator[] = ['any', 'cmcc', 'ctcc', 'cucc', 'cbn', '']

/** What can be done with tasks: one thing at a time, and the list is read again after it. */
function useActs(picked: () => readonly Task[], clear: () => void) {
  const client = useQueryClient()
  const { busy, act } = useAct({ aloud: true, after: () => client.invalidateQueries({ queryKey: ['carrier-tasks'] }) })
  const undo = (tasks: { id: string; version: number }[]): Promise<boolean> => act(async () => {
    await call(api.POST('/api/carrier-tasks/undo', { body: { tasks } }))
    toast(t('undone'))
  })
  const mark = (tasks: readonly Task[], state: Step, note: string): Promise<boolean> => act(async () => {
    const now = await call(api.POST('/api/carrier-tasks/mark', { body: { tasks: tasks.map(({ id, version }) => ({ id, version })), state, note } }))
    clear()
    toastUndo(t('marked', { n: tasks.length, state: t(state) }), () => void undo(now.tasks))
  })
  const exportAs = (format: 'xlsx' | 'csv'): Promise<boolean> => act(async () => {
    const ids = picked().map((one) => one.id)
    saveFile(await call(api.POST('/api/carrier-tasks/export', { body: { ids, format }, parseAs: 'blob' })) as unknown as Blob, `${t(picked()[0]?.operator as 'cmcc' || 'unknown')} ${isoDay(Date.now())}.${format}`)
    toast(t('exported', { n: ids.length }))
  })
  const read = async (file: File): Promise<Results | null> => {
    let found: Results | null = null
    const body = new FormData()
    body.append('file', file)
    await act(async () => {
      found = await call(api.POST('/api/carrier-tasks/results', { body: body as never, bodySerializer: (raw: unknown) => raw as BodyInit }))
    })
    return found
  }
  return { busy, mark, exportAs, read }
}

/** The list by deadline, what is chosen in it, and what can be done with that: all of it or nothing, and back. */
export function useTasks() {
  const view = ref<View>('open')
  const operator = ref<Operator>('any')
  const late = ref(false)
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  const query = computed(() => ({ state: view.value, ...(operator.value !== 'any' && { operator: operator.value }), overdue: late.value }))
  const pages = usePages(computed(() => ['carrier-tasks', query.value]), (cursor) => call(api.GET('/api/carrier-tasks', { params: { query: { ...query.value, cursor, limit: 100 } } })), { every: 60_000 })
  const picked = computed(() => pages.items.value.filter((one) => chosen.value.has(one.id)))
  const oneCarrier = computed(() => new Set(picked.value.map((one) => one.operator)).size === 1)
  const open = computed(() => picked.value.every((one) => ['asked', 'filed'].includes(one.state)))

  function pick(id: string, on: boolean): void {
    const next = new Set(chosen.value)
    if (on) next.add(id)
    else next.delete(id)
    chosen.value = next
  }
  const pickAll = (on: boolean): void => { chosen.value = new Set(on ? pages.items.value.slice(0, 500).map((one) => one.id) : []) }

  const acts = useActs(() => picked.value, () => { chosen.value = new Set() })
  return { ...pages, view, operator, late, chosen, picked, oneCarrier, open, pick, pickAll, ...acts }
}
