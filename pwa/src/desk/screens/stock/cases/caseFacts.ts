import type { components } from '@shared/api/schema.gen'

export type Case = components['schemas']['CaseOut']

/** One line of what the field or the books say. `kind` tells how the value is shown. */
export interface Fact { name: 'vehicle' | 'technician' | 'when' | 'did' | 'terminal' | 'card' | 'oldTerminal' | 'oldCard' | 'inVehicle' | 'since' | 'place' | 'parts'; kind: 'text' | 'vehicle' | 'technician' | 'time' | 'act' | 'place' | 'iccid' | 'used' | 'had'; value: string }

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const fact = (name: Fact['name'], kind: Fact['kind'], value: unknown): Fact[] => (text(value) ? [{ name, kind, value: text(value) }] : [])

/** What the technician recorded on site. */
export function claimed({ claim, vehicle_id, technician_id }: Case): Fact[] {
  return [
    ...fact('did', 'act', claim.act),
    ...fact('terminal', 'text', claim.new_device_no),
    ...fact('card', 'iccid', claim.new_iccid),
    ...fact('oldTerminal', 'text', claim.old_device_no),
    ...fact('oldCard', 'iccid', claim.old_iccid),
    ...fact('vehicle', 'vehicle', vehicle_id),
    ...fact('technician', 'technician', technician_id),
    ...fact('when', 'time', claim.at),
  ]
}

type Standing = { vehicle_id?: unknown; from_at?: unknown }

/** What the books said at that moment; nothing for a number they do not know. */
export function booked({ books }: Case): Fact[] {
  const installations = Array.isArray(books.installations) ? (books.installations as Standing[]) : []
  const terminals = Array.isArray(books.terminals) ? (books.terminals as unknown[]) : []
  return [
    ...fact('terminal', 'text', books.terminal_no),
    ...terminals.flatMap((one) => fact('terminal', 'text', one)),
    ...fact('card', 'iccid', books.iccid),
    ...installations.flatMap((one) => [...fact('inVehicle', 'vehicle', one.vehicle_id), ...fact('since', 'time', one.from_at)]),
    ...(books.technician_id ? fact('place', 'technician', books.technician_id) : fact('place', 'place', books.place)),
    ...fact('parts', 'had', books.in_van),
    ...fact('parts', 'used', books.used ?? books.quantity),
  ]
}
