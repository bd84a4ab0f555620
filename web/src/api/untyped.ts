import { api, call } from './client'

/** A call that the API's file does not describe yet; with the same headers and problems as all others. */
export function untyped<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) {
  return call<T>(
    api.request(method.toLowerCase() as never, path as never, { body } as never) as unknown as Promise<{
      data?: T
      error?: unknown
      response: Response
    }>,
  )
}
