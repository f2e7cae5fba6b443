import { useQuery } from '@tanstack/vue-query'
import { computed, inject, provide, reactive, ref, watch, type InjectionKey } from 'vue'
import { api, call } from '@shared/api/client'
import { asApiError, type ApiError } from '@shared/api/errors'
import type { components } from '@shared/api/schema.gen'
import { me } from '@shared/session/session'
import { asPerson, atSite, isPlaced, namesOfTrue, nowhere, whoAndWhere, type Opened, type Person, type Place } from '../shapes'
import type { Span } from '../../../parts/when/windows'
import { useSheet } from './useSheet'

export type CustomerRow = components['schemas']['CustomerRowOut']
export interface NewCustomer { name: string; kind: 'company' | 'person'; centre: string }
export interface InstallForm { place: Place; person: Person; span: Span | undefined; urgent: boolean; family: string; request: string; note: string }
export type Lack = '' | 'needCustomer' | 'needName' | 'needSheet' | 'waitSheet' | 'needPlace' | 'needContact'

const blank = (): InstallForm => ({ place: nowhere(), person: asPerson(), span: undefined, urgent: false, family: '', request: '', note: '' })
const nobody = (): NewCustomer => ({ name: '', kind: 'company', centre: me.value?.centres[0]?.id ?? '' })

/** Who wants the installation: one who is known, with places and people, or somebody new. */
function useCustomer() {
  const picked = ref<CustomerRow>()
  const fresh = ref<NewCustomer>()
  const whole = useQuery({
    queryKey: computed(() => ['customer', picked.value?.id]),
    queryFn: ({ signal }) => call(api.GET('/api/customers/{customer_id}', { signal, params: { path: { customer_id: picked.value?.id ?? '' } } })),
    enabled: computed(() => Boolean(picked.value)),
  })
  const choose = (row: CustomerRow | undefined): void => { picked.value = row; fresh.value = undefined }
  const enter = (name = ''): void => { picked.value = undefined; fresh.value = { ...nobody(), name } }
  return { picked, fresh, choose, enter, customer: computed(() => (picked.value ? whole.data.value : undefined)) }
}

interface Around { who: ReturnType<typeof useCustomer>; list: ReturnType<typeof useSheet>; form: InstallForm }

function customerLack({ picked, fresh }: Around['who']): Lack {
  if (picked.value) return ''
  if (!fresh.value) return 'needCustomer'
  return fresh.value.name.trim() ? '' : 'needName'
}
function sheetLack({ checking, good }: Around['list']): Lack {
  if (checking.value) return 'waitSheet'
  return good.value ? '' : 'needSheet'
}
/** What is still missing before the order can be opened, in the order of the screen. */
function lackOf({ who, list, form }: Around): Lack {
  const reachable = form.person.name.trim() && form.person.phone.trim()
  return customerLack(who) || sheetLack(list) || (!isPlaced(form.place) ? 'needPlace' : who.fresh.value && !reachable ? 'needContact' : '')
}

function customerOf({ fresh, picked }: Around['who'], person: Person) {
  const made = fresh.value
  if (!made) return { customer_id: picked.value?.id ?? null }
  const customer = { name: made.name.trim(), kind: made.kind, contact_name: person.name.trim(), contact_phone: person.phone.trim(), contact_role: '', note: '' }
  return { customer, centre_id: made.centre || null }
}
const bodyOf = ({ who, list, form }: Around) => ({
  ...whoAndWhere(form.place, form.person, form.span, form.urgent, form.note), ...customerOf(who, form.person),
  sheet_id: list.sheet.value?.sheet_id ?? null, family_default: form.family, request_no: form.request.trim(),
})

/** Opening the order from the good rows. */
function useSave(around: Around) {
  const busy = ref(false)
  const tried = ref(false)
  const refused = ref<ApiError>()
  const opened = ref<Opened>()
  const lacks = computed(() => lackOf(around))

  async function save(): Promise<void> {
    tried.value = true
    if (busy.value || lacks.value) return
    busy.value = true
    refused.value = undefined
    try {
      opened.value = await call(api.POST('/api/intake/installations', { body: bodyOf(around) }))
    } catch (thrown) {
      refused.value = asApiError(thrown)
    } finally {
      busy.value = false
    }
  }
  watch([() => ({ ...around.form }), around.list.sheet], () => (refused.value = undefined))
  return { busy, tried, refused, opened, lacks, save }
}

function create() {
  const who = useCustomer()
  const list = useSheet()
  const form = reactive(blank())
  const round = ref(0)
  const saving = useSave({ who, list, form })
  const { opened, refused, tried } = saving

  function next(): void {
    opened.value = refused.value = undefined
    who.choose(undefined)
    list.forget()
    Object.assign(form, blank())
    tried.value = false
    round.value++
  }

  // Another customer means other books to hold the list against.
  watch(() => who.picked.value?.id, (id) => { if (list.file.value && !opened.value) void list.handIn(list.file.value, id) })
  watch(who.customer, (known) => { if (known) Object.assign(form, { place: atSite(known.sites[0]), person: asPerson(known.contacts[0]) }) })
  watch(() => Boolean(who.fresh.value), (fresh) => { if (fresh) Object.assign(form, { place: nowhere(), person: asPerson() }) })

  const known = computed(() => namesOfTrue({ request_no: form.request, sheet: list.sheet.value, site: isPlaced(form.place), contact: form.person.phone, window: form.span }))
  return { ...who, ...saving, list, form, round, known, next }
}

export type Install = ReturnType<typeof create>
const key: InjectionKey<Install> = Symbol('install')

/** Makes the state of the request for the screen and everything in it. */
export function provideInstall(): Install {
  const made = create()
  provide(key, made)
  return made
}

export function useInstall(): Install {
  const found = inject(key)
  if (!found) throw new Error('no installation around this component')
  return found
}
