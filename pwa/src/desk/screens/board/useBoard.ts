import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, inject, provide, ref, watch, type InjectionKey } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { dayAfter, isoDay } from '@shared/format/zone'
import { may } from '@shared/session/session'
import { useNow } from '../../parts/now'
import { byUrgency } from './fuse'
import { useSending } from './useSending'

type Schemas = components['schemas']
export type Waiting = Schemas['WaitingOut']
export type Lane = Schemas['LaneOut']
export type LaneVisit = Schemas['LaneVisitOut']
export type Ranked = Schemas['RankedOut']
export type Ruled = Schemas['RuledOutOut']
export type Ranking = Schemas['RankingOut']
export type Highlight = '' | 'late' | 'no' | 'way' | 'work' | 'done'

const one = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** Day and centre stand in the address, so that a view of the board can be linked. */
function useView() {
  const route = useRoute()
  const router = useRouter()
  const now = useNow()
  const today = computed(() => isoDay(now.value))
  const day = computed(() => one(route.query.day) ?? today.value)
  const centre = computed(() => one(route.query.centre))
  const show = (changes: Record<string, string | undefined>): void => void router.replace({ query: { ...route.query, ...changes } })
  const setDay = (next: string): void => show({ day: next === today.value ? undefined : next })
  const shiftDay = (by: number): void => setDay(dayAfter(day.value, by))
  return { now, today, day, centre, setDay, shiftDay, setCentre: (next?: string): void => show({ centre: next }) }
}

/** What is chosen: an order that waits, a visit in a lane, a person of the ranking. */
function useChoice() {
  const orderId = ref<string | null>(one(useRoute().query.order) ?? null)
  const visitId = ref<string | null>(null)
  const personAt = ref(0)
  const overruling = ref(false)
  const overruleWho = ref<string>()
  const choose = (order: string | null): void => {
    if (orderId.value !== order) personAt.value = 0
    orderId.value = order
    visitId.value = null
    overruleWho.value = undefined
    overruling.value = false
  }
  const chooseVisit = (visit: string): void => { choose(null); visitId.value = visit }
  return { orderId, visitId, personAt, overruling, overruleWho, choose, chooseVisit }
}

function create() {
  const view = useView()
  const choice = useChoice()
  const client = useQueryClient()
  const highlight = ref<Highlight>('')
  const dragged = ref<string | null>(null)

  const board = useQuery({
    queryKey: computed(() => ['board', view.day.value, view.centre.value]),
    queryFn: ({ signal }) => call(api.GET('/api/board', { signal, params: { query: { day: view.day.value, centre_id: view.centre.value ?? null } } })),
    refetchInterval: 15_000, placeholderData: keepPreviousData,
  })
  const waiting = computed(() => byUrgency(board.data.value?.waiting ?? []))
  const order = computed(() => waiting.value.find((row) => row.order_id === choice.orderId.value))
  const visit = computed(() => board.data.value?.lanes.flatMap((lane) => lane.visits.map((row) => ({ ...row, technician: lane.technician }))).find((row) => row.visit_id === choice.visitId.value))

  const ranking = useQuery({
    queryKey: computed(() => ['ranking', choice.orderId.value, order.value?.version]),
    queryFn: ({ signal }) => call(api.GET('/api/orders/{order_id}/ranking', { signal, params: { path: { order_id: choice.orderId.value ?? '' } } })),
    enabled: computed(() => Boolean(order.value) && may('dispatch.rank')), refetchInterval: 30_000,
  })
  const ranked = computed(() => ranking.data.value?.ranked ?? [])
  const person = computed(() => ranked.value[choice.personAt.value])
  /** Slots can be drawn only when the order is for the day that is shown. */
  const sameDay = computed(() => Boolean(ranking.data.value && order.value) && isoDay(ranking.data.value?.needs.window_start ?? 0) === view.day.value)

  /** When he can begin: who is there before the promised window waits for it. */
  const there = (one: Ranked): string => (one.start > one.arrive ? one.start : one.arrive)
  const refresh = (): Promise<unknown> => Promise.all([client.invalidateQueries({ queryKey: ['board'] }), client.invalidateQueries({ queryKey: ['ranking'] })])
  const sending = useSending({ order, ranking: ranking.data, choice, refresh })

  watch(ranked, (people) => { if (choice.personAt.value >= people.length) choice.personAt.value = 0 })
  watch([waiting, visit], () => { // what somebody else has dispatched meanwhile is no longer chosen
    if (choice.orderId.value && !order.value && !board.isFetching.value) choice.choose(null)
  })
  const movePerson = (by: number): void => { if (ranked.value.length) choice.personAt.value = (choice.personAt.value + by + ranked.value.length) % ranked.value.length }
  const moveStrip = (by: number): void => {
    const at = waiting.value.findIndex((row) => row.order_id === choice.orderId.value)
    const next = waiting.value[at < 0 ? 0 : Math.min(waiting.value.length - 1, Math.max(0, at + by))]
    if (next) choice.choose(next.order_id)
  }
  return { ...view, ...choice, ...sending, board, waiting, order, visit, ranking, ranked, person, there, sameDay, highlight, dragged, movePerson, moveStrip, refresh }
}

export type Board = ReturnType<typeof create>
const key: InjectionKey<Board> = Symbol('board')

/** Makes the board's state for the screen and everything in it. */
export function provideBoard(): Board {
  const made = create()
  provide(key, made)
  return made
}

export function useBoard(): Board {
  const found = inject(key)
  if (!found) throw new Error('no board around this component')
  return found
}
