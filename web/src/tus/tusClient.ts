import { callHeaders } from '@/api/client'
import { ProblemError } from '@/api/problem'
import { base64, encodeMetadata, ownPath, UPLOADS, type Standing, type UploadMetadata } from './protocol'

/** A connection that is half dead says nothing for ever. */
const TIMEOUT = 60_000

/** tus 1.0 as far as one needs it who sends a stream piece by piece and knows its length last. */
export interface TusClient {
  create(metadata: UploadMetadata): Promise<string>
  standing(url: string): Promise<Standing>
  /** @param total the length of all, if these bytes are the last ones */
  append(url: string, offset: number, bytes: Uint8Array<ArrayBuffer>, total: number | null): Promise<Standing>
  terminate(url: string): Promise<void>
}

export const tusClient: TusClient = {
  async create(metadata) {
    const answer = await send('POST', UPLOADS, {
      'Upload-Defer-Length': '1',
      'Upload-Metadata': encodeMetadata(metadata),
    })
    const location = answer.headers.get('Location')
    if (!location) throw new ProblemError({ key: 'unexpected' })
    return ownPath(location)
  },

  async standing(url) {
    return standingOf(await send('HEAD', url))
  },

  async append(url, offset, bytes, total) {
    const headers: Record<string, string> = {
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(offset),
    }
    if (total !== null) headers['Upload-Length'] = String(total)
    if (bytes.length > 0) headers['Upload-Checksum'] = `sha256 ${base64(await sha256(bytes))}`
    return standingOf(await send('PATCH', url, headers, bytes))
  },

  async terminate(url) {
    await send('DELETE', url)
  },
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** Without a word to the rest of the page: a session that ended must not end what is being recorded. */
async function send(
  method: string,
  url: string,
  headers: Record<string, string> = {},
  body?: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const answer = await fetch(url, {
    method,
    headers: { ...callHeaders(method), 'Tus-Resumable': '1.0.0', ...headers },
    body,
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch(() => {
    throw ProblemError.unreachable()
  })
  if (!answer.ok) throw ProblemError.fromBody(await answer.text().catch(() => ''), answer.status)
  return answer
}

function standingOf({ headers }: Response): Standing {
  const offset = number(headers.get('Upload-Offset'))
  if (offset === null) throw new ProblemError({ key: 'unexpected' })
  return {
    offset,
    length: number(headers.get('Upload-Length')),
    recording: headers.get('Lectorium-Recording'),
  }
}

function number(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null
}
