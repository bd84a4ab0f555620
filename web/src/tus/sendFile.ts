import {
  defaultOptions,
  DetailedError,
  Upload,
  type HttpRequest,
  type HttpResponse,
  type UploadOptions,
} from 'tus-js-client'
import { callHeaders, noteStatus } from '@/api/client'
import { ProblemError } from '@/api/problem'
import { healsByItself, isGone, ownPath, UPLOADS, type UploadMetadata } from './protocol'

/** One after another until something gets through; then from the start again. About half an hour. */
export const RETRY_DELAYS = [0, 1000, 2000, 5000, 10_000, 20_000, ...Array<number>(30).fill(60_000)]

/** Proxies may limit a body or how long it takes; and what was answered is surely there. */
const CHUNK = 64 * 1024 * 1024

export interface SendingEvents {
  progress: (sent: number) => void
  done: (recording: string | null) => void
  failed: (problem: ProblemError) => void
}

export interface Sending {
  /** From where the server is, also after a pause or a failure. */
  start(): void
  pause(): Promise<void>
  /** The server forgets it. */
  cancel(): Promise<void>
}

/** @param known where an upload of this file has begun; null to look for one that this browser remembers */
export function sendFile(
  file: File,
  metadata: UploadMetadata,
  known: string | null,
  events: SendingEvents,
): Sending {
  const upload = new Upload(file, options(metadata, known, events))
  let found = known !== null
  let stopped = false

  async function start() {
    stopped = false
    if (!found) await resumeRemembered()
    if (!stopped) upload.start()
  }

  async function resumeRemembered() {
    found = true
    const [remembered] = await upload.findPreviousUploads().catch(() => [])
    if (remembered) upload.resumeFromPreviousUpload(remembered)
  }

  function stop(terminate: boolean) {
    stopped = true
    return upload.abort(terminate)
  }

  return { start: () => void start(), pause: () => stop(false), cancel: () => stop(true) }
}

function options(metadata: UploadMetadata, known: string | null, events: SendingEvents): UploadOptions {
  return {
    endpoint: location.origin + UPLOADS,
    uploadUrl: known && new URL(known, location.origin).href,
    metadata: withoutEmpty(metadata),
    chunkSize: CHUNK,
    retryDelays: RETRY_DELAYS,
    removeFingerprintOnSuccess: true,
    onBeforeRequest: sign,
    onAfterResponse: check,
    onShouldRetry: (error) => navigator.onLine && healsByItself(problemOf(error)),
    onProgress: (sent) => events.progress(sent),
    onSuccess: ({ lastResponse }) => events.done(lastResponse.getHeader('Lectorium-Recording') ?? null),
    onError: (error) => events.failed(problemOf(error)),
  }
}

function withoutEmpty(metadata: UploadMetadata): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value))
}

function sign(request: HttpRequest) {
  for (const [name, value] of Object.entries(callHeaders(request.getMethod()))) request.setHeader(name, value)
}

/**
 * What went wrong, as a problem. The library would make a new upload whenever the state of the old one cannot be read,
 * be it only for a moment; so only where it is gone for good.
 */
function check(request: HttpRequest, response: HttpResponse) {
  const status = response.getStatus()
  noteStatus(status, UPLOADS)
  if (status >= 200 && status < 300) return
  const problem = ProblemError.fromBody(response.getBody(), status)
  if (request.getMethod() !== 'HEAD' || !isGone(problem)) throw problem
}

export function problemOf(error: Error): ProblemError {
  if (!(error instanceof DetailedError) || error.originalResponse) return ProblemError.from(error)
  return error.causingError instanceof ProblemError ? error.causingError : ProblemError.unreachable()
}

/** Whether this browser began that upload with another version of the file: the two would become one broken file. */
export async function isChanged(file: File, url: string): Promise<boolean> {
  const { urlStorage, fingerprint } = defaultOptions
  const remembered = (await urlStorage.findAllUploads()).find(
    ({ uploadUrl }) => uploadUrl !== null && ownPath(uploadUrl) === ownPath(url),
  )
  if (!remembered) return false
  const own = await fingerprint(file, { endpoint: location.origin + UPLOADS })
  return !remembered.urlStorageKey.includes(`::${own}::`)
}
