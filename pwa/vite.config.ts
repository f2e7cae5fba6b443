import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type PluginOption } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/**
 * One build per face, chosen by `--mode`: `desk`, `phone`, or `gallery` (development only, never built for shipping).
 * A face is a folder with its own index.html, so neither can pull the other's code into its bundle.
 */
const faces = {
  desk: { folder: 'desk', base: '/desk/', port: 5173 },
  phone: { folder: 'technician', base: '/phone/', port: 5174 },
  gallery: { folder: 'gallery', base: '/gallery/', port: 5175 },
} as const

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The colours of the manifest are those of tokens.css (--bg, --accent): a manifest cannot read CSS. */
const installable = (): PluginOption =>
  VitePWA({
    strategies: 'injectManifest',
    srcDir: '.',
    filename: 'sw.ts',
    injectRegister: false, // the page registers it: src/technician/registration.ts
    injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,wasm,webmanifest}'], rollupFormat: 'iife' },
    manifest: {
      id: '/phone/',
      name: '派工 技师',
      short_name: '派工',
      description: '派工单、扫码换机、拍照、签字，没信号照常干活',
      lang: 'zh-CN',
      start_url: '/phone/',
      scope: '/phone/',
      display: 'standalone',
      orientation: 'portrait',
      background_color: '#f4f5f7',
      theme_color: '#f4f5f7',
      icons: [
        { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    },
  })

export default defineConfig(({ mode }) => {
  const face = faces[mode as keyof typeof faces]
  if (!face) throw new Error(`unknown face "${mode}": say --mode ${Object.keys(faces).join(' | ')}`)
  return {
    root: at(`./src/${face.folder}`),
    base: face.base,
    // The phone's screens are all written with `setup`; without the older way Vue itself is smaller.
    plugins: [vue({ features: { optionsAPI: mode !== 'phone' } }), mode === 'phone' && installable()],
    resolve: {
      alias: { '@shared': at('./src/shared'), '@desk': at('./src/desk'), '@technician': at('./src/technician') },
    },
    build: {
      outDir: at(`./dist/${mode}`),
      emptyOutDir: true,
      assetsInlineLimit: 2048,
      chunkSizeWarningLimit: 700,
      // What the first screen needs comes as one file: on a weak line each further file costs a turn, which is dearer than its bytes.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } },
    },
    server: {
      port: face.port,
      strictPort: true,
      proxy: { '/api': { target: process.env.PAIGONG_API ?? 'http://127.0.0.1:8000', changeOrigin: false } },
    },
  }
})
