import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { answer, Refusal } from './answers.ts'

const standIn = new URL('../../api/src/test/resources/jitsi/external_api.js', import.meta.url)

/**
 * Answers the API out of memory, for work on pages without a server: `npm run mock`. The cookie `mock-role` (admin,
 * lecturer, user, none) says who asks. Nothing of this gets into the bundle.
 */
export function mockBackend(): Plugin {
  return {
    name: 'mock-backend',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use('/mock/external_api.js', (_, response) => {
        response.setHeader('Content-Type', 'text/javascript').end(readFileSync(standIn))
      })
      server.middlewares.use('/api/v1', (request, response) => void handle(request, response))
    },
  }
}

async function handle(request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://mock')
  const role = /mock-role=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'admin'
  const language = request.headers['accept-language'] === 'en' ? 'en' : 'ru'
  try {
    const body = await answer({
      method: request.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      body: await bodyOf(request),
      role,
      language,
    })
    send(response, body === undefined ? 204 : 200, body)
  } catch (cause) {
    const refusal = cause instanceof Refusal ? cause : new Refusal(500, 'mock', String(cause))
    send(response, refusal.status, {
      key: refusal.key,
      title: refusal.message,
      detail: refusal.detail,
      status: refusal.status,
      facts: refusal.facts,
      errorId: null,
    })
  }
}

async function bodyOf(request: IncomingMessage): Promise<object> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString()
  try {
    return JSON.parse(text || '{}')
  } catch {
    return {}
  }
}

function send(response: ServerResponse, status: number, body: unknown) {
  response.statusCode = status
  response.setHeader('Content-Type', status < 400 ? 'application/json' : 'application/problem+json')
  response.end(body === undefined ? undefined : JSON.stringify(body))
}
