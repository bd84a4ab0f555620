import { shallowRef } from 'vue'
import { api, call } from '@/api/client'
import type { Recording } from '@/api/types'
import { isMoving, keepPoster } from '@/archive/status'
import { useAttempt } from '@/ui/useAttempt'
import { usePolling } from '@/ui/usePolling'

const REFRESH = 5000

/** The recordings of a conference, followed until each has come to rest. */
export function useConferenceRecordings(number: number, live: () => boolean) {
  const recordings = shallowRef<Recording[] | null>(null)
  const { problem, attempt } = useAttempt()

  async function load() {
    const before = new Map((recordings.value ?? []).map((recording) => [recording.id, recording]))
    const params = { path: { number } }
    const found = await call(api.GET('/api/v1/conferences/{number}/recordings', { params }))
    recordings.value = found.map((recording) => keepPoster(recording, before.get(recording.id)))
  }

  const reload = () => attempt(load)
  const unsettled = () => live() || (recordings.value?.some(isMoving) ?? false)

  void reload()
  usePolling(load, unsettled, REFRESH)

  return { recordings, problem, reload }
}
