/* The reference server of tus for Node: node tus-server.mjs <package.json beside which it is installed> <directory> */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [beside, directory] = process.argv.slice(2)
const installed = createRequire(beside)
const { Server } = await import(pathToFileURL(installed.resolve('@tus/server')))
const { FileStore } = await import(pathToFileURL(installed.resolve('@tus/file-store')))

const server = new Server({ path: '/files', datastore: new FileStore({ directory }) })
const listening = server.listen({ host: '127.0.0.1', port: 0 }, () =>
  console.log(`Listening at http://127.0.0.1:${listening.address().port}/files`),
)
