import { shallowRef } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import type { IconName } from '@shared/ui/icons'

export interface Hit { id: string; icon: IconName; title: string; about: string; plate?: string; to: RouteLocationRaw }
export type Search = (text: string, signal: AbortSignal) => Promise<Hit[]>

/** What the box in the bar asks. The box stands there once somebody can answer it: `provideSearch(find)`. */
export const source = shallowRef<Search | null>(null)

export function provideSearch(search: Search): void {
  source.value = search
}
