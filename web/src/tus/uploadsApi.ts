import { api, call } from '@/api/client'
import type { UnfinishedUpload, UploadLimits } from '@/api/types'

export async function unfinishedUploads(): Promise<UnfinishedUpload[]> {
  const { items } = await call(api.GET('/api/v1/uploads'))
  return items
}

export function uploadLimits(): Promise<UploadLimits> {
  return call(api.GET('/api/v1/uploads/limits'))
}
