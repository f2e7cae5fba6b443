import { computed, ref, shallowRef, watch } from 'vue'
import { fileOf, local, pending, readFile, refused } from '../../offline/store'
import { nextTry, underWay } from '../../offline/sync'
import type { Item } from '../../offline/shapes'
import { isSending as busy, signal } from '../../shell/signal'
import { entries, groups, waitOf, type Entry, type Wait } from './queue'
import { advance, minutesLeft, shareDone, type Trip } from './trip'

/** Sizes of the files in the outbox that no command tells, and the trip: both outlive the screen. */
const sizes = shallowRef<ReadonlyMap<string, number>>(new Map())
const trip = shallowRef<Trip | null>(null)
/** Also while nobody looks: what is put in afterwards is another trip, and may be another person's. */
watch(pending, (now) => { if (!now.length) trip.value = null })

async function measure(): Promise<void> {
  const shas = pending.value.filter((one) => one.kind === 'visit.sign').map(fileOf).filter((sha) => sha !== undefined)
  const fresh = shas.filter((sha) => !sizes.value.has(sha))
  if (!fresh.length) return
  const files = await Promise.all(fresh.map(readFile))
  sizes.value = new Map([...sizes.value, ...files.filter((file) => file !== undefined).map((file) => [file.sha256, file.size] as const)])
}

/** The outbox as the screen shows it. */
export function useUnsent() {
  watch(pending, () => void measure(), { immediate: true })
  const lines = computed(() => entries(pending.value, sizes.value))
  const bytes = computed(() => lines.value.reduce((sum, one) => sum + one.bytes, 0))
  watch(bytes, (left) => (trip.value = advance(trip.value, left, Date.now())), { immediate: true })
  const items = computed(() => new Map<string, Item>(local.value?.day.visits.flatMap((visit) => visit.items.map((item) => [item.id, item] as const)) ?? []))
  return {
    lines, bytes, busy,
    count: computed(() => pending.value.length + refused.value.length),
    grouped: computed(() => groups(lines.value)),
    share: computed(() => (trip.value ? shareDone(trip.value) : 0)),
    total: computed(() => trip.value?.total ?? 0),
    minutes: computed(() => (trip.value && busy.value ? minutesLeft(trip.value) : null)),
    wait: (entry: Entry): Wait => waitOf(entry, pending.value[0], busy.value ? underWay.value : null, signal.value.state),
    itemOf: (payload: object): Item | undefined => ('item_id' in payload ? items.value.get(String(payload.item_id)) : undefined),
  }
}

/** When the next try is due, told apart from "in a moment" (epoch ms, or null). */
export function useNextTry() {
  const now = ref(Date.now())
  watch(nextTry, () => (now.value = Date.now()))
  return computed(() => (nextTry.value && nextTry.value - now.value > 45_000 ? nextTry.value : null))
}
