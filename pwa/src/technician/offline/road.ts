import { shallowRef } from 'vue'
import { api, call } from '@shared/api/client'
import { db } from './store'
import type { Road } from './shapes'

/** What lies ready beside the visits: earlier work at their vehicles, and what to say. Null before the first time. */
export const road = shallowRef<Road | null>(null)

/** Shows what this phone has kept. */
export async function openRoad(): Promise<void> {
  road.value = ((await (await db()).get('seen', 'road'))?.data as Road | undefined) ?? null
}

/** Asks the office for it and keeps it. */
export async function readRoad(asked: { signal: AbortSignal; headers: Record<string, string> }): Promise<void> {
  const [past, scripts] = await Promise.all([call(api.GET('/api/phone/past', asked)), call(api.GET('/api/phone/scripts', asked))])
  const data = { past: past.items, scripts: scripts.items }
  await (await db()).put('seen', { data, at: new Date().toISOString() }, 'road')
  road.value = data
}
