import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from '@shared/api/client'
import type { components } from '@shared/api/schema.gen'
import { centreWord } from '../../parts/words'
import { t } from './messages'

export type PlaceStock = components['schemas']['PlaceStockOut']

export const useStock = () => useQuery({ queryKey: ['stock'], queryFn: () => call(api.GET('/api/stock')) })
export const useProducts = () => useQuery({ queryKey: ['products'], queryFn: () => call(api.GET('/api/products')), staleTime: 600_000 })

export const useTechnicians = () => useQuery({ queryKey: ['technicians'], queryFn: () => call(api.GET('/api/technicians')), staleTime: 600_000 })

/** Technicians by id: a van is named after its driver. */
export function useTechnicianNames() {
  const { data } = useTechnicians()
  const names = computed(() => new Map(data.value?.items.map((one) => [one.id, one.name])))
  return (id: string | null | undefined): string => names.value.get(id ?? '') ?? ''
}

/** "深圳 仓库", "苏建国的车". */
export function placeWord(place: PlaceStock['place'], nameOf: (id: string | null) => string): string {
  if (place.kind === 'van') return t('vanOf', { name: nameOf(place.technician_id) || place.name || t('technician') })
  return place.name || `${centreWord(place.centre_id)} ${t('warehouse')}`.trim()
}
