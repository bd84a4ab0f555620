import { describe, expect, it, vi } from 'vitest'
import { deliver, deliveryBody } from './deliver'
import { Speedometer } from './speed'

const file = new File(['film'], 'лекция.mp4', { type: 'video/mp4' })

class FakeRequest {
  static last: FakeRequest
  headers: Record<string, string> = {}
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
  status = 0
  responseText = ''
  body: FormData | null = null
  onload = () => {}
  onerror = () => {}
  onabort = () => {}
  open = vi.fn()
  abort = () => this.onabort()

  constructor() {
    FakeRequest.last = this
  }

  setRequestHeader(name: string, value: string) {
    this.headers[name] = value
  }

  send(body: FormData) {
    this.body = body
  }

  answer(status: number, body: unknown) {
    this.status = status
    this.responseText = JSON.stringify(body)
    this.onload()
  }
}

vi.stubGlobal('XMLHttpRequest', FakeRequest)

function send() {
  const cancelling = new AbortController()
  const onProgress = vi.fn()
  const delivery = deliver(file, { room: 'r' }, { key: 'key-1', onProgress, signal: cancelling.signal })
  return { delivery, onProgress, cancelling, request: FakeRequest.last }
}

describe('a delivery', () => {
  it('puts the metadata before the file', async () => {
    const parts = [...deliveryBody(file, { title: 'Лекция', room: 'матан' })]
    expect(parts.map(([name]) => name)).toEqual(['metadata', 'file'])
    const metadata = parts[0]![1] as Blob
    expect(metadata.type).toBe('application/json')
    expect(JSON.parse(await metadata.text())).toEqual({ title: 'Лекция', room: 'матан' })
    expect((parts[1]![1] as File).name).toBe('лекция.mp4')
  })

  it('carries its idempotency key and ends with the recording', async () => {
    const { delivery, request } = send()
    expect(request.headers['Idempotency-Key']).toBe('key-1')
    request.answer(201, { id: 'x', status: 'stored' })
    await expect(delivery).resolves.toEqual({ id: 'x', status: 'stored' })
  })

  it('tells how much of the file was sent', () => {
    const { onProgress, request } = send()
    request.upload.onprogress?.({ loaded: 50, total: 100 })
    expect(onProgress).toHaveBeenCalledWith(file.size / 2)
  })

  it('ends with the problem of the server', async () => {
    const { delivery, request } = send()
    request.answer(413, { key: 'too-large', title: 'Too large' })
    await expect(delivery).rejects.toMatchObject({ key: 'too-large', status: 413 })
  })

  it('can be cancelled', async () => {
    const { delivery, cancelling } = send()
    cancelling.abort()
    await expect(delivery).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('Speedometer', () => {
  it('measures over the last seconds', () => {
    const speedometer = new Speedometer(2000)
    expect(speedometer.note(0, 0)).toBeNull()
    expect(speedometer.note(1000, 1000)).toBe(1000)
    expect(speedometer.note(9000, 3000)).toBe(4000)
  })
})
