import { computed, ref, type Ref } from 'vue'
import type { IconName } from '@shared/ui/icons'

export type RailName = 'board' | 'intake' | 'orders' | 'vehicles' | 'proof' | 'stock' | 'money' | 'followups' | 'complaints' | 'settings'
export interface RailItem { name: RailName; icon: IconName }

/** The order of the day's work. An item shows once the router has a screen of that name. */
export const rail: readonly RailItem[] = [
  { name: 'board', icon: 'board' },
  { name: 'intake', icon: 'phone' },
  { name: 'orders', icon: 'document' },
  { name: 'vehicles', icon: 'car' },
  { name: 'proof', icon: 'shield' },
  { name: 'stock', icon: 'box' },
  { name: 'money', icon: 'money' },
  { name: 'followups', icon: 'smile' },
  { name: 'complaints', icon: 'speak' },
  { name: 'settings', icon: 'gear' },
]

const alarms = ref<Partial<Record<RailName, string>>>({})

/** The red dot on a rail item with what it means ("有超期"); an empty text takes it away. */
export function alarm(name: RailName, means: string): void {
  alarms.value = { ...alarms.value, [name]: means || undefined }
}

export const alarmOf = (name: RailName): Ref<string | undefined> => computed(() => alarms.value[name])
