import { ProblemError } from '@/api/problem'

export const UPLOADS = '/api/v1/uploads'

/** What the server knows to read of `Upload-Metadata`. */
export interface UploadMetadata {
  filename: string
  filetype: string
  title?: string
  room?: string
  /** An instant. */
  startedAt?: string
  meetingId?: string
  /** Creating twice with the same one gives the same upload: an answer may get lost. */
  deliveryKey: string
}

/** How far an upload is; `recording` when its last byte is safe. */
export interface Standing {
  offset: number
  length: number | null
  recording: string | null
}

/** Names in this form go through every proxy, whatever the language of the title. */
export function encodeMetadata(metadata: UploadMetadata): string {
  return Object.entries(metadata)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name} ${base64(new TextEncoder().encode(value as string))}`)
    .join(',')
}

export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** Of this site, by whatever name the server knows itself. */
export function ownPath(location: string, base = globalThis.location.origin): string {
  const { pathname, search } = new URL(location, base)
  return pathname + search
}

/** Whether it can go well later without anybody doing anything: no network, a busy or restarting server. */
export function healsByItself({ status }: ProblemError): boolean {
  return status === 0 || status >= 500 || [408, 409, 423, 425, 429, 460].includes(status)
}

/** Whether the server does not know the upload any more, or never did. */
export function isGone({ status }: ProblemError): boolean {
  return status === 404 || status === 410
}
