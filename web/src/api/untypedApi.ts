import createClient from 'openapi-fetch'
import { conversation } from './client'

// For paths that the API file does not have yet. `untypedApi.GET<T>(` becomes `api.GET(` once it has, and this file goes.

interface Init {
  params?: { path?: Record<string, string | number>; query?: Record<string, unknown> }
  body?: unknown
  bodySerializer?: (body: never) => BodyInit
  headers?: Record<string, string>
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

type Method = <T = void>(path: string, init?: Init) => Promise<Answer<T>>

const client = createClient<Record<string, never>>({ baseUrl: '' })
client.use(conversation)

export const untypedApi = client as unknown as Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Method>
