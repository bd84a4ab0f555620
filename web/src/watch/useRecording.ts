import { computed, ref, shallowRef } from 'vue'
import { api, call } from '@/api/client'
import { ProblemError } from '@/api/problem'
import type { Playback, Recording } from '@/api/types'
import { isMoving, isWatchable, keepPoster } from '@/archive/status'
import { usePolling } from '@/ui/usePolling'
import { isLive } from './live'

/** The original is taken to the media store beside the processing, and may come later than the picture. */
function canSaveOriginal(playback: Playback | null): boolean {
  return playback?.download.some(({ rendition }) => rendition === 'original') ?? false
}

function isBeingPrepared({ status }: Recording): boolean {
  return status === 'stored' || status === 'processing'
}

/** One recording and, once it can be watched, how to play it; followed while it changes. */
export function useRecording(id: string) {
  const recording = shallowRef<Recording | null>(null)
  const playback = shallowRef<Playback | null>(null)
  const problem = shallowRef<ProblemError | null>(null)
  const loading = ref(true)
  let playbackVersion = ''

  /** What was expected comes under an id of its own; what leads to it does not lead to all of it. */
  const path = () => ({ id: recording.value?.id ?? id })

  async function load() {
    show(await call(api.GET('/api/v1/recordings/{id}', { params: { path: { id } } })))
    await loadPlayback()
  }

  async function loadPlayback(fresh = false) {
    const now = recording.value
    if (!now || !isWatchable(now)) {
      // Who has watched it arrive watches on until there is something better.
      if (now && isBeingPrepared(now) && isLive(playback.value)) return
      playback.value = null
      playbackVersion = ''
      return
    }
    const version = `${now.status} ${now.version}`
    const complete = isLive(playback.value) || canSaveOriginal(playback.value)
    if (!fresh && version === playbackVersion && complete) return
    playback.value = await call(api.GET('/api/v1/recordings/{id}/playback', { params: { path: path() } }))
    playbackVersion = version
  }

  async function reload() {
    loading.value = true
    problem.value = null
    await load().catch((cause) => (problem.value = ProblemError.from(cause)))
    loading.value = false
  }

  /** What is not received any more, or was dismissed, does not come back by being asked for again. */
  async function follow() {
    await load().catch((cause) => {
      const now = ProblemError.from(cause)
      if (now.status === 404 && now.key === 'recording-not-found') problem.value = now
    })
  }

  async function rename(title: string) {
    show(await call(api.PATCH('/api/v1/recordings/{id}', { params: { path: path() }, body: { title } })))
  }

  async function retry() {
    show(await call(api.POST('/api/v1/recordings/{id}/retry', { params: { path: path() } })))
  }

  function show(next: Recording) {
    recording.value = keepPoster(next, recording.value ?? undefined)
  }

  void reload()
  usePolling(
    follow,
    () => !loading.value && !problem.value && recording.value !== null && isMoving(recording.value),
  )

  return {
    recording,
    playback,
    problem,
    loading,
    /** Some of it had come, and its sender gave it up. */
    wasBrokenOff: computed(() => problem.value?.status === 404 && recording.value?.status === 'receiving'),
    notFound: computed(() => problem.value?.status === 404 || problem.value?.status === 400),
    reload,
    renew: () => loadPlayback(true),
    rename,
    retry,
  }
}
