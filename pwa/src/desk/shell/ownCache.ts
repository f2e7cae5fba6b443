import { useQueryClient } from '@tanstack/vue-query'
import { watch } from 'vue'
import { user } from '@shared/session/session'

/** What one person was shown is not there for the next one in this browser: nobody reads beyond his role and centres (R27). */
export function useOwnCache(): void {
  const client = useQueryClient()
  watch(() => user.value?.id, (now) => void (now ? client.resetQueries() : client.clear()), { flush: 'sync' })
}
