import createClient, { type Middleware } from 'openapi-fetch'
import { CSRF_HEADER, csrfToken, needsCsrf } from './csrf'
import type { paths } from './generated/schema'
import { ProblemError } from './problem'

type Listener = () => void

let language = 'ru'
let onSignedOut: Listener = () => {}

export function speak(locale: string) {
  language = locale
}

export function whenSignedOut(listener: Listener) {
  onSignedOut = listener
}

/** The headers that every call carries, `fetch` or not. */
export function callHeaders(method: string): Record<string, string> {
  const headers: Record<string, string> = {
    Accept: 'application/json, application/problem+json',
    'Accept-Language': language,
  }
  const token = needsCsrf(method) ? csrfToken() : null
  if (token) headers[CSRF_HEADER] = token
  return headers
}

export function noteStatus(status: number, path: string) {
  if (status === 401 && !path.endsWith('/api/v1/session')) onSignedOut()
}

export const conversation: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(callHeaders(request.method))) request.headers.set(name, value)
    return request
  },
  onResponse({ request, response }) {
    noteStatus(response.status, new URL(request.url).pathname)
  },
}

export const api = createClient<paths>({ baseUrl: '' })
api.use(conversation)

/** What a call needs whose body is a file as it is; the generated types know no files. */
export function rawBody(file: Blob) {
  return {
    body: file as never,
    bodySerializer: (body: unknown) => body as Blob,
    headers: { 'Content-Type': file.type || 'application/octet-stream' },
  }
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Gives the data of an answer, or throws its problem. */
export async function call<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw ProblemError.unreachable()
  })
  if (!response.ok) throw ProblemError.fromBody(error, response.status)
  return data as T
}
