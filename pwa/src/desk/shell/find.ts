import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import type { IconName } from '@shared/ui/icons'
import type { RouteLocationRaw } from 'vue-router'
import type { Hit } from './search'

type Found = components['schemas']['FoundOut']
const icons: Record<Found['kind'], IconName> = { vehicle: 'car', customer: 'user', device: 'terminal', sim: 'sim', order: 'document' }

function wayTo(found: Found): RouteLocationRaw {
  if (found.kind === 'order') return { name: 'orders', query: { id: found.order_id ?? found.id } }
  if (found.kind === 'device' || found.kind === 'sim') return { name: found.kind === 'sim' ? 'sims' : 'terminals', params: { id: found.id } }
  if (found.vehicle_id || found.kind === 'vehicle') return { name: 'vehicles', params: { id: found.vehicle_id ?? found.id } }
  return { name: 'orders', query: found.customer_id ? { customer: found.customer_id, customerName: found.title } : { q: found.title } }
}

/** The search of the bar: whatever the server knows by these letters, and where on the desk it stands. */
export async function findAnything(text: string, signal: AbortSignal): Promise<Hit[]> {
  const { items } = await call(api.GET('/api/find', { signal, params: { query: { q: text } } }))
  return items.map((one) => ({ id: `${one.kind}-${one.id}`, icon: icons[one.kind], title: one.title, about: one.subtitle, to: wayTo(one), ...(one.plate && { plate: one.plate }) }))
}
