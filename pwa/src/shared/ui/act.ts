import { ref, shallowRef } from 'vue'
import { asApiError, type ApiError } from '../api/errors'
import { toast } from './toast'

interface Options {
  /** Where no form shows the refusal it is said in a toast, in its own words or in these. */
  aloud?: boolean | ((refused: ApiError) => string)
  /** Done or refused: what the screen shows is asked anew, since somebody may have been quicker. */
  after?: () => unknown
}

/** Long enough to read what went wrong and what to do about it. */
const REFUSAL_MS = 12_000

/**
 * One act at a time, as every button needs it: while it runs `busy` is true and a second press does nothing; a refusal stands in
 * `failed` until the next try. `act(work)` answers whether the work was done; what follows from its success belongs into it.
 */
export function useAct({ aloud = false, after }: Options = {}) {
  const busy = ref(false)
  const failed = shallowRef<ApiError | null>(null)

  async function act(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    failed.value = null
    try {
      await work()
    } catch (thrown) {
      const refused = (failed.value = asApiError(thrown))
      if (aloud) toast(aloud === true ? refused.say() : aloud(refused), { kind: 'late', stays: REFUSAL_MS })
    } finally {
      busy.value = false
    }
    const done = failed.value === null
    await after?.()
    return done
  }
  return { busy, failed, act }
}
