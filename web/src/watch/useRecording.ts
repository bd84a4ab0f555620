import { computed, ref, shallowRef } from 'vue'
import { api, call } from '@/api/client'
import { ProblemError } from '@/api/problem'
import type { Playback, Recording } from '@/api/types'
import { isMoving, isWatchable, keepPoster } from '@/archive/status'
import { usePolling } from '@/ui/usePolling'

/** The original is taken to the media store beside the processing, and may come later than the picture. */
function canSaveOriginal(playback: Playback | null): boolean {
  return playback?.download.some(({ rendition }) => rendition === 'original') ?? false
}

/** One recording and, once it can be watched, how to play it; followed while it changes. */
export function useRecording(id: string) {
  const recording = shallowRef<Recording | null>(null)
  const playback = shallowRef<Playback | null>(null)
  const problem = shallowRef<ProblemError | null>(null)
  const loading = ref(true)
  const path = { id }
  let playbackVersion = ''

  async function load() {
    show(await call(api.GET('/api/v1/recordings/{id}', { params: { path } })))
    await loadPlayback()
  }

  async function loadPlayback(fresh = false) {
    const now = recording.value
    if (!now || !isWatchable(now)) {
      playback.value = null
      playbackVersion = ''
      return
    }
    const version = `${now.status} ${now.version}`
    if (!fresh && version === playbackVersion && canSaveOriginal(playback.value)) return
    playback.value = await call(api.GET('/api/v1/recordings/{id}/playback', { params: { path } }))
    playbackVersion = version
  }

  async function reload() {
    loading.value = true
    problem.value = null
    await load().catch((cause) => (problem.value = ProblemError.from(cause)))
    loading.value = false
  }

  async function rename(title: string) {
    show(await call(api.PATCH('/api/v1/recordings/{id}', { params: { path }, body: { title } })))
  }

  async function retry() {
    show(await call(api.POST('/api/v1/recordings/{id}/retry', { params: { path } })))
  }

  function show(next: Recording) {
    recording.value = keepPoster(next, recording.value ?? undefined)
  }

  void reload()
  usePolling(load, () => !loading.value && recording.value !== null && isMoving(recording.value))

  return {
    recording,
    playback,
    problem,
    loading,
    notFound: computed(() => problem.value?.status === 404 || problem.value?.status === 400),
    reload,
    renew: () => loadPlayback(true),
    rename,
    retry,
  }
}
