import { actOf, lacksOf, type NumberField, type RemovalLack } from '../../offline/papers'
import type { Item, Named, Visit } from '../../offline/shapes'
import { guardOf, isStopped, mustDeal, type CardGuard } from './card'

/** One thing that is still to do on site. */
export interface Todo { kind: 'act' | 'number' | 'removal' | 'card' | 'photo' | 'finish' | 'fees' | 'pay' | 'sign'; item: Item | null; field?: NumberField; photo?: Named; lack?: RemovalLack; card?: CardGuard; openFen?: number }

/** Everything still to do on site, in the order in which hands do it; the first is the next act, none means complete. */
export function todosOf(visit: Visit): Todo[] {
  const found = visit.items.flatMap((item) => todosOfItem(visit, item))
  for (const { code, params } of visit.missing) {
    if (code === 'fees_open') found.push({ kind: 'fees', item: null })
    if (code === 'payment_open') found.push({ kind: 'pay', item: null, openFen: Number(params.open_fen ?? 0) })
    if (code === 'signature_missing') found.push({ kind: 'sign', item: null })
  }
  return found
}

export function todosOfItem(visit: Pick<Visit, 'kind' | 'missing'>, item: Item): Todo[] {
  if (item.state !== 'open' && item.state !== 'recorded') return []
  const taken = new Set(item.photos.map((photo) => photo.code))
  const photos = item.photos_required.filter(({ code }) => !taken.has(code)).map((photo): Todo => ({ kind: 'photo', item, photo }))
  if (item.state === 'recorded') return photos
  const removal = visit.missing.filter((one) => one.code === 'removal_missing' && one.item_id === item.id).map(({ params }): Todo => ({ kind: 'removal', item, lack: params.what as RemovalLack }))
  const lacks = lacksOf(visit.kind, item).map((lack): Todo => (lack === 'act' ? { kind: 'act', item } : { kind: 'number', item, field: lack }))
  const guard = guardOf(visit.kind, item)
  const card: Todo[] = guard && mustDeal(guard) ? [{ kind: 'card', item, card: guard }] : []
  // A card that must not go in stops the hand before another number is scanned; else the numbers come first.
  return isStopped(guard) ? [...removal, ...card, ...lacks, ...photos, { kind: 'finish', item }] : [...removal, ...lacks, ...card, ...photos, { kind: 'finish', item }]
}

/** Nothing has been written down or photographed yet. */
export const untouched = (kind: string, item: Item): boolean =>
  item.state === 'open' && !item.photos.length && !item.vehicle_confirmed && !item.new_device_no && !item.new_iccid && (item.act ?? actOf(kind, item)) === actOf(kind, { ...item, act: null })

/** The rows of "what is missing": a vehicle that nobody has touched is one row, a number or a photo a row of its own. */
export function rowsOf(visit: Visit): (Todo | { kind: 'whole'; item: Item })[] {
  const seen = new Set<string>()
  return todosOf(visit).flatMap((todo): (Todo | { kind: 'whole'; item: Item })[] => {
    if (todo.item && untouched(visit.kind, todo.item)) {
      if (seen.has(todo.item.id)) return []
      seen.add(todo.item.id)
      return [{ kind: 'whole', item: todo.item }]
    }
    return [todo]
  })
}
