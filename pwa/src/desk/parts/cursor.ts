import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef, type Ref } from 'vue'

interface Page<T> { items: T[]; next?: string | null }

/** A list that comes in pages: what is there so far, and how to get more. `key` changes, the list starts anew. */
export function usePages<T>(key: ComputedRef<unknown[]>, ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>, options: { every?: number; enabled?: Ref<boolean> } = {}) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    ...(options.every && { refetchInterval: options.every }),
    ...(options.enabled && { enabled: options.enabled }),
  })
  const items = computed<T[]>(() => query.data.value?.pages.flatMap((page) => page.items) ?? [])
  return { ...query, items }
}
