import { defineAsyncComponent } from 'vue'

/** The camera's frame; it and the reader behind it come to the screen only when somebody scans. */
export const ScanFrame = defineAsyncComponent(() => import('./ScanFrame.vue'))
