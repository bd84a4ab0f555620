import { afterEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '@/api/problem'
import { encodeMetadata, healsByItself, ownPath } from './protocol'
import { tusClient } from './tusClient'

interface Request {
  url: string
  method: string
  headers: Record<string, string>
  body?: Uint8Array
}

function server(status: number, headers: Record<string, string> = {}, body: unknown = null): Request[] {
  const requests: Request[] = []
  vi.stubGlobal('fetch', async (url: string, init: Omit<Request, 'url'>) => {
    requests.push({ url, ...init })
    return new Response(body === null ? null : JSON.stringify(body), { status, headers })
  })
  return requests
}

afterEach(() => vi.unstubAllGlobals())

describe('the metadata of an upload', () => {
  it('are base64 of UTF-8, without what is not set', () => {
    expect(
      encodeMetadata({ filename: 'лекция.webm', filetype: 'video/webm', title: '', deliveryKey: 'k' }),
    ).toBe('filename 0LvQtdC60YbQuNGPLndlYm0=,filetype dmlkZW8vd2VibQ==,deliveryKey aw==')
  })
})

describe('an address', () => {
  it.each([
    ['/api/v1/uploads/1', '/api/v1/uploads/1'],
    ['https://lectorium.example.org/api/v1/uploads/1?a=b', '/api/v1/uploads/1?a=b'],
    ['1', '/1'],
  ])('%s is %s here', (location, path) => {
    expect(ownPath(location, 'http://localhost')).toBe(path)
  })
})

describe('what went wrong', () => {
  it.each([
    [0, true],
    [409, true],
    [423, true],
    [429, true],
    [460, true],
    [503, true],
    [401, false],
    [403, false],
    [404, false],
    [413, false],
  ])('with %d heals by itself: %s', (status, heals) => {
    expect(healsByItself(new ProblemError({ status }))).toBe(heals)
  })
})

describe('the client', () => {
  it('makes an upload whose length nobody knows yet', async () => {
    document.cookie = 'XSRF-TOKEN=token'
    const requests = server(201, { Location: 'https://elsewhere.example.org/api/v1/uploads/7' })
    const url = await tusClient.create({ filename: 'a.webm', filetype: 'video/webm', deliveryKey: 'k' })
    expect(url).toBe('/api/v1/uploads/7')
    expect(requests[0]).toMatchObject({
      url: '/api/v1/uploads',
      method: 'POST',
      headers: { 'Tus-Resumable': '1.0.0', 'Upload-Defer-Length': '1', 'X-XSRF-TOKEN': 'token' },
    })
    document.cookie = 'XSRF-TOKEN=; Max-Age=0'
  })

  it('appends bytes with their checksum', async () => {
    const requests = server(204, { 'Upload-Offset': '14' })
    const bytes = new TextEncoder().encode('film')
    expect(await tusClient.append('/api/v1/uploads/7', 10, bytes, null)).toEqual({
      offset: 14,
      length: null,
      recording: null,
    })
    expect(requests[0]!.headers).toMatchObject({
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': '10',
      'Upload-Checksum': 'sha256 0GB/etJiiyr5FY37oGzocWbmaxW/aPjzWPmqJ8y3wyE=',
    })
    expect(requests[0]!.headers).not.toHaveProperty('Upload-Length')
  })

  it('tells the length with the last bytes, be it none, and learns the recording', async () => {
    const requests = server(204, { 'Upload-Offset': '14', 'Upload-Length': '14', 'Lectorium-Recording': 'r' })
    expect(await tusClient.append('/u', 14, new Uint8Array(0), 14)).toEqual({
      offset: 14,
      length: 14,
      recording: 'r',
    })
    expect(requests[0]!.headers).toMatchObject({ 'Upload-Length': '14', 'Upload-Offset': '14' })
  })

  it('throws the problem of the server', async () => {
    server(413, {}, { key: 'quota-exceeded', title: 'No room' })
    await expect(tusClient.create({ filename: 'a', filetype: '', deliveryKey: 'k' })).rejects.toMatchObject({
      key: 'quota-exceeded',
      title: 'No room',
      status: 413,
    })
  })

  it('tells a dead network from an answer', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(tusClient.standing('/u')).rejects.toMatchObject({ key: 'unreachable', status: 0 })
  })
})
