import { ref, watch, type Ref } from 'vue'
import { api, call } from '@shared/api/client'
import { asApiError, type ApiError } from '@shared/api/errors'
import type { components } from '@shared/api/schema.gen'

export type Found = components['schemas']['backend__modules__intake__schemas__PlaceOut']

/** Where an address is, asked again a moment after the last key. */
export function useGeocode(address: Ref<string>) {
  const found = ref<Found>()
  const error = ref<ApiError>()

  watch(address, (text, _, onCleanup) => {
    found.value = error.value = undefined
    if (text.trim().length < 4) return
    const asked = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const place = await call(api.GET('/api/geocode', { signal: asked.signal, params: { query: { address: text.trim() } } }))
        if (!asked.signal.aborted) found.value = place
      } catch (thrown) {
        if (!asked.signal.aborted) error.value = asApiError(thrown)
      }
    }, 350)
    onCleanup(() => { clearTimeout(timer); asked.abort() })
  }, { immediate: true })

  return { found, error }
}
