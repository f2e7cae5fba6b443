import type { components } from '@shared/api/schema.gen'
import { t } from './messages'
import type { Span } from '../../parts/when/windows'

type Schemas = components['schemas']
export type Match = Schemas['LookupMatch']
export type PastOrder = Schemas['LookupOrder']
export type Contact = Schemas['LookupContact']
export type Fault = Schemas['backend__modules__intake__schemas__FaultOut']
export type Script = Schemas['backend__modules__intake__schemas__ScriptOut']
export type Opened = Schemas['OpenedOut'] & { chased?: boolean }
export type Site = Pick<Schemas['LookupSite'], 'id' | 'name' | 'address' | 'landmark'>
export type Sheet = Schemas['SheetOut']
export type SheetFault = Schemas['SheetFaultOut']

/** Where the work is: a place of the customer by its id, or a new address. */
export interface Place { siteId: string | null; address: string; landmark: string; lat: number | null; lng: number | null }
export const nowhere = (): Place => ({ siteId: null, address: '', landmark: '', lat: null, lng: null })
export const isPlaced = (place: Place): boolean => Boolean(place.siteId ?? place.address.trim())

/** Whom to ask for: a contact that is known, or a name and number typed in. */
export interface Person { id: string | null; name: string; phone: string }

export const atSite = (site: { id: string } | null | undefined): Place => ({ ...nowhere(), siteId: site?.id ?? null })
export const asPerson = (contact?: Pick<Contact, 'id' | 'name' | 'phone'>): Person => (contact ? { id: contact.id, name: contact.name, phone: contact.phone } : { id: null, name: '', phone: '' })

/** Facts side by side, set apart as the language does it; what is empty is left out. */
export const listed = (...facts: readonly (string | null | undefined | false)[]): string => facts.filter(Boolean).join(t('comma'))

/** The names of what holds, for the script that skips what is known. */
export const namesOfTrue = (facts: Record<string, unknown>): string[] => Object.keys(facts).filter((name) => Boolean(facts[name]))

/** The parts of a request that every order has. */
export function whoAndWhere(place: Place, person: Person, span: Span | undefined, urgent: boolean, note: string) {
  const site = { address: place.address.trim(), name: '', landmark: place.landmark.trim(), lat: place.lat, lng: place.lng }
  return {
    ...(place.siteId ? { site_id: place.siteId } : place.address.trim() ? { site } : {}),
    contact_name: person.name.trim(), contact_phone: person.phone.trim(),
    window_start: span?.start ?? null, window_end: span?.end ?? null,
    priority: urgent ? ('urgent' as const) : ('normal' as const), note: note.trim(),
  }
}
