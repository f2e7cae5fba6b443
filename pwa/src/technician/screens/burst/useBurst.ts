import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { local } from '../../offline/store'
import type { Item, ItemFields, Visit } from '../../offline/shapes'
import { labelsOf, type Hit } from '../../scanning/labels'
import { signalHit } from '../../scanning/sound'
import { actingOn } from '../visit/acting'
import type { Found } from '../visit/proposal'
import { t as words } from '../visit/sheet-messages'
import { t } from './messages'
import { fieldsOf, fresh, hear, listOf, nextOf, undoOf, wantedOf, type BurstField, type Heard, type Pair } from './pairs'

/** Whose turn it is and what of its pair is scanned. */
function useTurn(visit: ComputedRef<Visit | null>) {
  const said = ref<boolean | null>(null)
  /** Cards are scanned too where the van carries some, until the hand says otherwise. */
  const withSim = computed({ get: () => said.value ?? Boolean(local.value?.van?.sims.length), set: (on) => { said.value = on } })
  const chosen = ref('')
  const pair = shallowRef<Pair>({})
  const kind = computed(() => visit.value?.kind ?? '')
  const list = computed(() => (visit.value ? listOf(visit.value) : []))
  const current = computed(() => (visit.value ? nextOf(visit.value, withSim.value, chosen.value) : null))
  const wanted = computed<BurstField[]>(() => (current.value ? wantedOf(kind.value, current.value, withSim.value, pair.value) : []))
  const isDone = (item: Item): boolean => !wantedOf(kind.value, item, withSim.value).length
  const done = computed(() => list.value.filter(isDone).length)
  return { withSim, chosen, pair, kind, list, current, wanted, isDone, done }
}

/** What the screen says, and what sounds with it. */
function useSaying() {
  const says = ref('')
  const good = ref(true)
  const say = (text: string, fine: boolean): void => {
    says.value = text
    good.value = fine
    signalHit(fine)
  }
  return { says, good, say }
}

const doubtOf = ({ twice, fault }: Heard): string => {
  if (twice) return t('twice', { number: twice.value, plate: twice.plate })
  return fault ? t('fault', { number: fault.value, why: words(fault.fault ?? 'imei_digit') }) : ''
}

/** Burst mode: hits become pairs, a whole pair one command, and the last one can be taken back. */
export function useBurst(visit: ComputedRef<Visit | null>) {
  const turn = useTurn(visit)
  const { says, good, say } = useSaying()
  const strange = shallowRef<Found | null>(null)
  const keeping = useKeeping(visit, turn, strange, say)
  const inSight = fresh()

  async function read(hits: Hit[]): Promise<void> {
    const item = turn.current.value
    if (!item) return
    const labels = inSight(labelsOf(hits), Date.now())
    const heard = hear(local.value?.day.visits ?? [], item, turn.wanted.value, labels, local.value?.van ?? null)
    if (Object.keys(heard.pair).length) await keeping.add(heard.pair)
    else tell(heard)
  }
  function tell(heard: Heard): void {
    const doubt = doubtOf(heard)
    if (doubt) return say(doubt, false)
    if (!heard.strange) return
    strange.value = heard.strange
    signalHit(false)
  }
  return { ...turn, says, good, strange, ...keeping, read }
}

function useKeeping(visit: ComputedRef<Visit | null>, { chosen, pair, kind, current, wanted }: ReturnType<typeof useTurn>, strange: Ref<Found | null>, say: (text: string, fine: boolean) => void) {
  const acting = actingOn(() => visit.value as Visit)
  const last = shallowRef<{ before: Item; fields: ItemFields } | null>(null)

  async function keep(item: Item, fields: Pair, reason = ''): Promise<void> {
    const command = fieldsOf(kind.value, item, fields, reason)
    pair.value = {}
    await acting.record(item, command) // a phone that cannot keep it says so itself
    last.value = { before: item, fields: command }
    say(t('took', { plate: item.plate }), true)
  }
  /** Half a pair is not lost either: it is written down when the hand goes elsewhere. */
  async function flush(): Promise<void> {
    if (current.value && Object.keys(pair.value).length) await keep(current.value, pair.value)
  }
  async function add(more: Pair, reason = ''): Promise<void> {
    if (!current.value) return
    pair.value = { ...pair.value, ...more }
    strange.value = null
    if (reason || !wanted.value.length) await keep(current.value, pair.value, reason)
    else say(t('got'), true)
  }
  async function undo(): Promise<void> {
    if (!last.value) return
    const { before, fields } = last.value
    last.value = null
    pair.value = {}
    if (visit.value?.items.find((one) => one.id === before.id)?.state !== 'open') return
    chosen.value = before.id
    await acting.record(before, undoOf(before, fields))
    say(t('undone', { plate: before.plate }), true)
  }
  function choose(item: Item): void {
    void flush()
    chosen.value = item.id
    strange.value = null
  }
  return { last, flush, add, undo, choose }
}
