import { afterEach, describe, expect, it, vi } from 'vitest'
import { api, call, callHeaders, speak, whenSignedOut } from './client'
import { csrfToken } from './csrf'
import { ProblemError } from './problem'

const id = 'b4f1a7c0-0000-4000-8000-000000000001'
const recording = { params: { path: { id } } }

function answer(status: number, body?: unknown) {
  const fetched = vi.fn<(request: Request) => Promise<Response>>(
    async () =>
      new Response(body === undefined ? null : JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/problem+json' },
      }),
  )
  return { fetch: fetched as never, baseUrl: 'http://localhost', sent: () => fetched.mock.calls[0]![0] }
}

afterEach(() => (document.cookie = 'XSRF-TOKEN=; Max-Age=0'))

describe('the CSRF token', () => {
  it('is found among the cookies', () => {
    expect(csrfToken('a=1; XSRF-TOKEN=abc%3D%3D; b=2')).toBe('abc==')
    expect(csrfToken('NOT-XSRF-TOKEN=1')).toBeNull()
  })

  it('goes with calls that change something, read anew for each', async () => {
    document.cookie = 'XSRF-TOKEN=first'
    expect(callHeaders('POST')['X-XSRF-TOKEN']).toBe('first')
    document.cookie = 'XSRF-TOKEN=second'
    const server = answer(204)
    await call(api.DELETE('/api/v1/recordings/{id}', { ...recording, ...server }))
    expect(server.sent().headers.get('X-XSRF-TOKEN')).toBe('second')
  })

  it('stays at home otherwise', async () => {
    document.cookie = 'XSRF-TOKEN=first'
    const server = answer(200, {})
    await call(api.GET('/api/v1/recordings/{id}', { ...recording, ...server }))
    expect(server.sent().headers.get('X-XSRF-TOKEN')).toBeNull()
  })
})

describe('a call', () => {
  it('asks for the language of the interface', async () => {
    speak('en')
    const server = answer(200, {})
    await call(api.GET('/api/v1/recordings/{id}', { ...recording, ...server }))
    expect(server.sent().headers.get('Accept-Language')).toBe('en')
  })

  it('throws the problem it was answered with', async () => {
    const server = answer(409, { key: 'not-watchable-yet', title: 'Not yet', detail: 'Wait.', errorId: null })
    const playback = call(api.GET('/api/v1/recordings/{id}/playback', { ...recording, ...server }))
    await expect(playback).rejects.toMatchObject({ key: 'not-watchable-yet', title: 'Not yet', status: 409 })
  })

  it('tells a dead network from an answer', async () => {
    const fetch = vi.fn().mockRejectedValue(new TypeError('Failed to fetch'))
    const answered = call(api.GET('/api/v1/session', { fetch, baseUrl: 'http://localhost' }))
    await expect(answered).rejects.toMatchObject({ key: 'unreachable' })
  })

  it('says when the session is over, but not when asked who we are', async () => {
    const signedOut = vi.fn()
    whenSignedOut(signedOut)
    await expect(call(api.GET('/api/v1/session', answer(401, {})))).rejects.toBeInstanceOf(ProblemError)
    expect(signedOut).not.toHaveBeenCalled()
    await expect(call(api.GET('/api/v1/recordings', answer(401, {})))).rejects.toBeInstanceOf(ProblemError)
    expect(signedOut).toHaveBeenCalledOnce()
  })
})
