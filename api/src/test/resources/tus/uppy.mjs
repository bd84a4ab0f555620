/*
 * Makes one script of Uppy and its tus plugin, as a page of somebody else would load it.
 *
 * node uppy.mjs <package.json beside which they and Vite are installed> <where the script goes>
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [beside, outDir] = process.argv.slice(2)
const root = dirname(beside)
const { build } = await import(pathToFileURL(createRequire(beside).resolve('vite')))
const entry = join(root, 'uppy-page.js')

await build({
  root,
  configFile: false,
  logLevel: 'error',
  // It is nowhere but in memory, and finds its imports as if it lay beside package.json.
  plugins: [
    {
      name: 'page',
      resolveId: (id) => (id === entry ? id : null),
      load: (id) =>
        id === entry
          ? "import Uppy from '@uppy/core'; import Tus from '@uppy/tus'; Object.assign(globalThis, { Uppy, Tus })"
          : null,
    },
  ],
  build: {
    outDir,
    emptyOutDir: false,
    lib: { entry, formats: ['iife'], name: 'page', fileName: () => 'uppy.js' },
  },
})
