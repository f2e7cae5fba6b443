import { useQuery } from '@tanstack/vue-query'
import { computed, inject, provide, reactive, ref, watch, type InjectionKey } from 'vue'
import { api, call } from '@shared/api/client'
import { asPerson, atSite, isPlaced, namesOfTrue, nowhere, type Contact, type Match, type Opened, type Person, type Place } from '../shapes'
import { afterPause } from '../../../parts/afterPause'
import type { Span } from '../../../parts/when/windows'
import { useOpening } from './useOpening'

export type Kind = 'repair' | 'inspection' | 'removal' | 'transfer'
export type Lamps = '' | 'on' | 'blinks' | 'off' | 'away'
export interface CallForm { kind: Kind; fault: string; symptom: string; since: string; lamps: Lamps; place: Place; person: Person; span: Span | undefined; urgent: boolean; other: string; separate: boolean; authority: { due: string | null; notice: string }; removal: { reason: string; note: string } }
export interface Caller { contact: Contact; customerId: string; customer: string; vehicles: number }

const LEAST = 3
const blank = (): CallForm => ({ kind: 'repair', fault: '', symptom: '', since: '', lamps: '', place: nowhere(), person: asPerson(), span: undefined, urgent: false, other: '', separate: false, authority: { due: null, notice: '' }, removal: { reason: '', note: '' } })
const digits = (text: string): string => text.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '')
export const keyOf = (match: Match): string => `${match.customer.id} ${match.vehicle?.id ?? ''}`

/** What was said, what is known by it, and which of the finds is meant. */
function useLookup() {
  const text = ref('')
  const asked = ref('')
  const picked = ref('')
  afterPause(text, (said) => (asked.value = said))
  const lookup = useQuery({
    queryKey: computed(() => ['lookup', asked.value]),
    queryFn: ({ signal }) => call(api.GET('/api/intake/lookup', { signal, params: { query: { q: asked.value } } })),
    enabled: computed(() => asked.value.length >= LEAST), gcTime: 60_000, staleTime: 0, retry: false,
  })
  const matches = computed<Match[]>(() => (asked.value.length >= LEAST ? lookup.data.value?.matches ?? [] : []))
  const match = computed(() => (matches.value.length === 1 ? matches.value[0] : matches.value.find((one) => keyOf(one) === picked.value)))
  const say = (said: string, key = ''): void => { text.value = said; picked.value = key }
  return { text, asked, picked, lookup, matches, match, say, short: computed(() => text.value.trim().length > 0 && text.value.trim().length < LEAST) }
}

/** Whoever calls stays on the line while we look for his vehicle. */
function callerOf(match: Match | undefined, said: string): Caller | undefined {
  const contact = said.length >= 7 ? match?.contacts.find((one) => digits(one.phone) === said) : undefined
  return match && contact && { contact, customerId: match.customer.id, customer: match.customer.name, vehicles: match.customer.vehicle_count }
}

/** Whom to ask for: who is on the line, else the customer's first contact. */
const contactOf = (match: Match, caller: Caller | undefined): Contact | undefined => (caller?.customerId === match.customer.id ? caller.contact : match.contacts[0])

function create() {
  const look = useLookup()
  const form = reactive(blank())
  const round = ref(0)
  const caller = ref<Caller>()
  const opened = ref<Opened>()
  const vehicle = computed(() => look.match.value?.vehicle ?? undefined)
  const duplicates = computed(() => (form.separate ? [] : look.match.value?.open_orders ?? []))

  const faults = useQuery({ queryKey: ['faults'], queryFn: ({ signal }) => call(api.GET('/api/intake/faults', { signal })), staleTime: Infinity })
  const fault = computed(() => faults.data.value?.items.find((one) => one.code === form.fault))

  /** A vehicle on the line starts its form: the place it was last at, and who is asked for. */
  function start(): void {
    const known = look.match.value
    Object.assign(form, blank(), known && { place: atSite(known.site), person: asPerson(contactOf(known, caller.value)) })
    opened.value = undefined
    round.value++
  }
  function next(): void {
    look.say('')
    caller.value = undefined
    start()
  }

  watch(look.matches, (found) => { caller.value = found.map((one) => callerOf(one, digits(look.asked.value))).find(Boolean) ?? caller.value })
  watch(() => (vehicle.value ? vehicle.value.id : ''), start)

  const known = computed(() => namesOfTrue({
    vehicle: vehicle.value, contact: form.person.phone, site: isPlaced(form.place), symptom: form.fault || form.symptom, lamps: form.lamps, window: form.span, other_vehicle: form.other,
  }))
  const sending = useOpening({ form, match: look.match, vehicle, fault, duplicates, opened, refresh: () => look.lookup.refetch() })
  return { ...look, ...sending, form, round, caller, opened, vehicle, duplicates, faults, fault, known, next }
}

export type Call = ReturnType<typeof create>
const key: InjectionKey<Call> = Symbol('call')

/** Makes the state of the call for the screen and everything in it. */
export function provideCall(): Call {
  const made = create()
  provide(key, made)
  return made
}

export function useCall(): Call {
  const found = inject(key)
  if (!found) throw new Error('no call around this component')
  return found
}
