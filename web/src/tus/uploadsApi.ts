import { callHeaders, noteStatus } from '@/api/client'
import { ProblemError } from '@/api/problem'
import { UPLOADS } from './protocol'

/** An upload of ours that the server waits for. */
export interface UnfinishedUpload {
  id: string
  url: string
  fileName: string
  /** Null while a browser records it: nobody knows yet. */
  sizeBytes: number | null
  receivedBytes: number
  createdAt: string
  expiresAt: string
}

export interface UploadLimits {
  maxFileBytes: number
  quotaBytes: number | null
  usedBytes: number
  maxUnfinished: number
}

export async function unfinishedUploads(): Promise<UnfinishedUpload[]> {
  const { items } = await get<{ items: UnfinishedUpload[] }>(UPLOADS)
  return items
}

export function uploadLimits(): Promise<UploadLimits> {
  return get<UploadLimits>(`${UPLOADS}/limits`)
}

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: callHeaders('GET') }).catch(() => {
    throw ProblemError.unreachable()
  })
  noteStatus(answer.status, path)
  if (!answer.ok) throw ProblemError.fromBody(await answer.text(), answer.status)
  return (await answer.json()) as T
}
