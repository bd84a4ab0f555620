import { callHeaders, noteStatus } from '@/api/client'
import { ProblemError } from '@/api/problem'
import type { Delivery } from '@/api/types'

const URL = '/api/v1/ingest/recordings'

export interface DeliveryMetadata {
  title?: string
  room?: string
  startedAt?: string
}

/** The server reads the body as it comes in and wants to know what the file is before its first byte. */
export function deliveryBody(file: File, metadata: DeliveryMetadata): FormData {
  const body = new FormData()
  body.append('metadata', new Blob([JSON.stringify(metadata)], { type: 'application/json' }))
  body.append('file', file, file.name)
  return body
}

interface Options {
  key: string
  onProgress: (sent: number) => void
  signal: AbortSignal
}

/** By XMLHttpRequest, since `fetch` tells nothing about what was sent so far. */
export function deliver(file: File, metadata: DeliveryMetadata, { key, onProgress, signal }: Options) {
  return new Promise<Delivery>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', URL)
    for (const [name, value] of Object.entries(callHeaders('POST'))) request.setRequestHeader(name, value)
    request.setRequestHeader('Idempotency-Key', key)
    request.upload.onprogress = ({ loaded, total }) =>
      onProgress(Math.min(file.size, file.size * (loaded / total)))
    request.onload = () => {
      noteStatus(request.status, URL)
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as Delivery)
      else reject(ProblemError.fromBody(request.responseText, request.status))
    }
    request.onerror = () => reject(ProblemError.unreachable())
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(deliveryBody(file, metadata))
  })
}
