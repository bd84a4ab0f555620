/*
 * Sends a file by tus-js-client, breaking off at random places and going on with what the server says that it has.
 *
 * node abort.mjs <package.json beside which the client is installed> <endpoint> <token> <file> <times> <seed>
 *     [<metadata as JSON> <seconds for which errors are borne>]
 *
 * Prints how often it broke off and, at the end, the recording and its digest as the server told them.
 */
import fs from 'node:fs'
import { createRequire } from 'node:module'

const [beside, endpoint, token, path, times, seed, metadata = '{"filename": "aborted.webm"}', patience = 0] =
  process.argv.slice(2)
const tus = createRequire(beside)('tus-js-client')
const size = fs.statSync(path).size

let state = Number(seed)
/** Repeatable, unlike Math.random. */
function random() {
  state = (state * 1103515245 + 12345) % 2147483648
  return state / 2147483648
}

let url = null
let aborts = 0

function send(breakAt) {
  return new Promise((resolve, reject) => {
    let end = null
    const upload = new tus.Upload(fs.createReadStream(path), {
      endpoint,
      uploadUrl: url,
      uploadSize: size,
      chunkSize: 1 << 20,
      retryDelays: [0, 100, 500, 1000],
      headers: { Authorization: `Bearer ${token}` },
      metadata: JSON.parse(metadata),
      onUploadUrlAvailable: () => (url = upload.url),
      onAfterResponse: (_, response) => (end = response),
      onError: reject,
      onSuccess: () => resolve(end),
      onProgress: async (sent) => {
        if (sent < breakAt || sent >= size) return
        breakAt = Infinity
        await upload.abort()
        resolve(null)
      },
    })
    upload.start()
  })
}

const borneUntil = Date.now() + Number(patience) * 1000

let end = null
while (!end) {
  const breakAt = aborts < Number(times) ? Math.floor((aborts + random()) * (size / times)) : Infinity
  try {
    end = await send(breakAt)
    if (!end) aborts++
  } catch (error) {
    if (Date.now() > borneUntil) throw error
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
console.log(`aborts ${aborts}`)
console.log(`recording ${end.getHeader('Lectorium-Recording')}`)
console.log(`digest ${end.getHeader('Repr-Digest')}`)
