import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { mockApi } from './dev/mockApi.ts'

const backend = process.env.LECTORIUM_URL ?? 'http://localhost:8080'

export default defineConfig(({ mode }) => ({
  plugins: [vue(), ...(mode === 'mock' ? [mockApi()] : [])],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  css: {
    preprocessorOptions: {
      scss: {
        quietDeps: true,
        silenceDeprecations: ['import', 'if-function', 'global-builtin', 'color-functions'],
      },
    },
  },
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: mode === 'mock' ? {} : { proxy: { '/api': { target: backend, changeOrigin: false } } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
}))
