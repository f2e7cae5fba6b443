import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import type { IconName } from '@shared/ui/icons'
import type { RouteLocationRaw } from 'vue-router'
import type { Hit } from './search'

type Found = components['schemas']['FoundOut']
const icons: Record<Found['kind'], IconName> = { vehicle: 'car', customer: 'user', device: 'terminal', sim: 'sim', order: 'document' }

const screens: Partial<Record<Found['kind'], string>> = { device: 'terminals', sim: 'sims', vehicle: 'vehicles' }

/** The orders of a customer, or those that the words find. */
const ordersOf = (found: Found): RouteLocationRaw =>
  ({ name: 'orders', query: found.customer_id ? { customer: found.customer_id, customerName: found.title } : { q: found.title } })

function wayTo(found: Found): RouteLocationRaw {
  if (found.kind === 'order') return { name: 'orders', query: { id: found.order_id ?? found.id } }
  const screen = screens[found.kind]
  if (screen) return { name: screen, params: { id: found.kind === 'vehicle' ? (found.vehicle_id ?? found.id) : found.id } }
  return found.vehicle_id ? { name: 'vehicles', params: { id: found.vehicle_id } } : ordersOf(found)
}

/** The search of the bar: whatever the server knows by these letters, and where on the desk it stands. */
export async function findAnything(text: string, signal: AbortSignal): Promise<Hit[]> {
  const { items } = await call(api.GET('/api/find', { signal, params: { query: { q: text } } }))
  return items.map((one) => ({ id: `${one.kind}-${one.id}`, icon: icons[one.kind], title: one.title, about: one.subtitle, to: wayTo(one), ...(one.plate && { plate: one.plate }) }))
}
