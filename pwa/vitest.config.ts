import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [vue()],
  resolve: {
    alias: { '@shared': at('./src/shared'), '@desk': at('./src/desk'), '@technician': at('./src/technician') },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    env: { TZ: 'America/New_York' },
    // One page for all files of a thread: making it anew for each took four fifths of the time. What a test changes in it
    // (storage, clock, fetch), it puts back itself.
    pool: 'threads',
    isolate: false,
  },
})
