import { useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { ApiError } from '@shared/api/errors'
import { said } from '../../parts/words'
import { t } from './messages'
import { placeWord, useStock, useTechnicianNames } from './useStock'

type Schemas = components['schemas']
export type End = Schemas['EndOut']
export type Paper = Schemas['PaperOut']
export type Piece = Schemas['PieceOut']

/** The warehouses and vans within reach, with the words for them. */
export function usePlaces() {
  const { data, error, refetch } = useStock()
  const technician = useTechnicianNames()
  const places = computed(() => (data.value?.items ?? []).map((one) => ({ ...one.place, says: placeWord(one.place, technician), items: one.items })))
  return { error, refetch, places, stores: computed(() => places.value.filter((one) => one.kind === 'warehouse')), vans: computed(() => places.value.filter((one) => one.kind === 'van')) }
}

const kinds = ['transit', 'factory', 'scrap', 'customer', 'lost'] as const
/** Where a movement or a paper begins or ends. */
export function useEndWord(): (end: End | null | undefined) => string {
  const technician = useTechnicianNames()
  return (end) => {
    if (!end) return t('outside')
    if (end.kind === 'vehicle') return t('someVehicle')
    const kind = kinds.find((one) => one === end.kind)
    return kind ? t(kind) : placeWord(end, technician)
  }
}

/** What a code holds; `from` is where it is to be taken from. */
export const readCode = (text: string, from?: string): Promise<Piece[]> => call(api.POST('/api/stock/receipts/read', { body: { text, from_place: from ?? null } })).then((read) => read.items)

interface LineFault { number: string; zh: string; en: string }
/** What is wrong with single lines of a paper, by number, as the refusal tells it. */
export function lineFaults(failed: unknown): Record<string, string> {
  if (!(failed instanceof ApiError) || failed.code !== 'stock_faults') return {}
  const { faults } = failed.details as { faults: LineFault[] }
  return Object.fromEntries(faults.map((one) => [one.number, said(one)]))
}

/** Everything about stock is asked anew: one act moves it in two places. */
export function useRefreshStock(): () => Promise<void> {
  const client = useQueryClient()
  return async () => { await Promise.all(['stock', 'papers', 'counts', 'movements', 'shortages', 'removed', 'removed-shares', 'removed-one', 'batches'].map((key) => client.invalidateQueries({ queryKey: [key] }))) }
}
