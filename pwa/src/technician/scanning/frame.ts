import { defineAsyncComponent } from 'vue'
import MissingFrame from './MissingFrame.vue'

/** The camera's frame; it and the reader behind it come to the screen only when somebody scans. */
export const ScanFrame = defineAsyncComponent(async () => {
  try {
    return (await import('./ScanFrame.vue')).default
  } catch {
    return MissingFrame
  }
})
