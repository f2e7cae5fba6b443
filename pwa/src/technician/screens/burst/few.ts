import { computed, onBeforeUnmount, ref, watch, type ComponentPublicInstance, type Ref } from 'vue'

const PORTION = 40

/** A long list a portion at a time: the next one is there when the end of this one comes into sight, or by hand. */
export function useFew<T>(list: Readonly<Ref<readonly T[]>>) {
  const most = ref(PORTION)
  const shown = computed(() => list.value.slice(0, most.value))
  const left = computed(() => Math.max(0, list.value.length - most.value))
  const more = (): void => { most.value += PORTION }
  const sight = typeof IntersectionObserver === 'undefined' ? null : new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) more() }, { rootMargin: '300px' })
  const watchEnd = (end: Element | ComponentPublicInstance | null): void => {
    sight?.disconnect()
    if (end instanceof Element) sight?.observe(end)
  }
  watch(() => list.value.length, (now, before) => { if (now < before) most.value = PORTION })
  onBeforeUnmount(() => sight?.disconnect())
  return { shown, left, more, watch: watchEnd }
}
