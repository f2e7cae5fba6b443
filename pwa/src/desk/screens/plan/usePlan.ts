import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, inject, provide, ref, watch, type InjectionKey } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api, call } from '@shared/api/client'
import { dayAfter, isoDay } from '@shared/format/zone'
import { me } from '@shared/session/session'
import { useAct } from '@shared/ui/act'
import { toast, toastUndo } from '@shared/ui/toast'
import { useNow } from '../../parts/now'
import { clauses } from '../../parts/words'
import { t } from './messages'
import { choosable, decided, isMoving, outcomesOf, type Plan } from './plan'

const one = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** Day, centre and plan stand in the address, so that one can leave, come back, and send a link. */
function useView() {
  const route = useRoute()
  const router = useRouter()
  const now = useNow()
  const day = computed(() => one(route.query.day) ?? isoDay(now.value))
  const centre = computed(() => one(route.query.centre) ?? me.value?.centres[0]?.id ?? '')
  const planId = computed(() => one(route.params.id))
  const show = (id: string | undefined, changes: Record<string, string | undefined> = {}): void => void router.push({ name: 'plan', params: { id: id ?? '' }, query: { day: route.query.day, centre: route.query.centre, ...changes } })
  const shiftDay = (by: number): void => show(undefined, { day: dayAfter(day.value, by) })
  const toBoard = (): void => void router.push({ name: 'board', query: { day: route.query.day, centre: route.query.centre } })
  return { now, day, centre, planId, show, shiftDay, toBoard, order: computed(() => one(route.query.order)), visit: computed(() => one(route.query.visit)), away: computed(() => one(route.query.away)) }
}

/** The plan in the address, looked at often while it is being made, and what else was planned for the day. */
function useShown(view: ReturnType<typeof useView>) {
  const query = useQuery({
    queryKey: computed(() => ['plan', view.planId.value]),
    queryFn: ({ signal }) => call(api.GET('/api/plans/{plan_id}', { signal, params: { path: { plan_id: view.planId.value ?? '' } } })),
    enabled: computed(() => Boolean(view.planId.value)),
    refetchInterval: (asked) => (isMoving(asked.state.data) ? 700 : 15_000),
  })
  const plan = computed(() => (view.planId.value ? query.data.value : undefined))
  const recent = useQuery({
    queryKey: computed(() => ['plans', view.day.value]),
    queryFn: ({ signal }) => call(api.GET('/api/plans', { signal, params: { query: { day: view.day.value } } })), refetchInterval: 15_000,
  })
  return { query, plan, recent }
}

function create() {
  const view = useView()
  const { query, plan, recent } = useShown(view)
  const client = useQueryClient()
  const { busy, failed, act: attempt } = useAct({
    aloud: true,
    after: () => { for (const queryKey of [['plans'], ['board'], ['order'], ['orders']]) void client.invalidateQueries({ queryKey }) },
  })
  const picked = ref<string[]>([])
  const allOrNothing = ref(false)
  watch(() => `${plan.value?.id}${plan.value?.state}`, () => { picked.value = plan.value?.state === 'ready' ? choosable(plan.value) : [] }, { immediate: true })
  watch(() => plan.value?.changed, (changed) => { if (changed?.length) picked.value = picked.value.filter((id) => !changed.includes(id)) })

  /** Every act answers with the plan as it is then. A refusal is said, and the newest state is fetched. */
  async function act(asked: () => Promise<Plan>): Promise<Plan | undefined> {
    let made: Plan | undefined
    await attempt(async () => {
      made = await asked()
      client.setQueryData(['plan', made.id], made)
    })
    const other = (failed.value?.details as { plan_id?: string } | undefined)?.plan_id
    if (failed.value?.code === 'plan_running' && other) view.show(other)
    else if (failed.value) await query.refetch()
    return made
  }
  const open = async (asked: () => Promise<Plan>): Promise<void> => {
    const made = await act(asked)
    if (made) view.show(made.id, { order: undefined, visit: undefined, away: undefined })
  }
  return { ...view, query, plan, recent, busy, picked, allOrNothing, act, open, ...useDeciding(act, view.planId, picked, allOrNothing) }
}

/** Accepting, putting aside, taking back. */
function useDeciding(act: (asked: () => Promise<Plan>) => Promise<Plan | undefined>, planId: { value: string | undefined }, picked: { value: string[] }, allOrNothing: { value: boolean }) {
  const path = () => ({ path: { plan_id: planId.value ?? '' } })
  async function undo(): Promise<void> {
    const plan = await act(() => call(api.POST('/api/plans/{plan_id}/undo', { params: path() })))
    if (!plan) return
    const { undone, kept } = outcomesOf(decided(plan))
    toast(clauses([t('undone', { n: undone }), ...(kept ? [t('keptN', { n: kept })] : [])]), kept ? { kind: 'plan', stays: 10_000 } : {})
  }
  function told(plan: Plan): void {
    const { applied, refused } = outcomesOf(decided(plan))
    if (!applied) return toast(t('refusedN', { n: refused }), { kind: 'late', stays: 12_000 })
    toastUndo(clauses([t('acceptedN', { n: applied }), ...(refused ? [t('refusedN', { n: refused })] : [])]), () => void undo())
  }
  async function accept(option: number | null = null): Promise<void> {
    if (option === null && !picked.value.length) return
    const body = option === null ? { changes: [...picked.value], all_or_nothing: allOrNothing.value, option: null } : { changes: null, all_or_nothing: true, option }
    const plan = await act(() => call(api.POST('/api/plans/{plan_id}/accept', { params: path(), body })))
    if (plan) told(plan)
  }
  async function stop(): Promise<void> {
    const plan = await act(() => call(api.POST('/api/plans/{plan_id}/cancel', { params: path() })))
    if (plan) toast(t(plan.state === 'discarded' ? 'discarded' : 'stopped'), { kind: 'plan' })
  }
  return { undo, accept, stop }
}

export type Planning = ReturnType<typeof create>
const key: InjectionKey<Planning> = Symbol('plan')

/** Makes the state of the screen for everything in it. */
export function providePlan(): Planning {
  const made = create()
  provide(key, made)
  return made
}

export function usePlan(): Planning {
  const found = inject(key)
  if (!found) throw new Error('no plan around this component')
  return found
}
