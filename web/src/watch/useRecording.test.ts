import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { api } from '@/api/client'
import { ProblemError } from '@/api/problem'
import type { Recording } from '@/api/types'
import { useRecording } from './useRecording'

vi.mock('@/api/client', () => ({ api: { GET: vi.fn() }, call: (answer: unknown) => answer }))

const LIVE = '/api/v1/recordings/card/live/video.m3u8'
const DONE = '/media/token/recordings/id/1/video.m3u8'

let now: Partial<Recording> | ProblemError
let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
  vi.mocked(api.GET as (path: string, init: unknown) => unknown).mockImplementation(async (path) => {
    if (now instanceof ProblemError) throw now
    if (!path.endsWith('/playback')) return { problem: null, poster: null, version: 1, ...now }
    return { hls: now.status === 'receiving' ? LIVE : DONE, video: null, download: [] }
  })
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

async function open(recording: Partial<Recording>) {
  now = recording
  const followed = scope.run(() => useRecording('card'))!
  await vi.advanceTimersByTimeAsync(10)
  return followed
}

async function becomes(next: Partial<Recording> | ProblemError) {
  now = next
  await vi.advanceTimersByTimeAsync(2500)
}

describe('a recording that is watched while it is received', () => {
  it('is played on until there is something better, under whatever id that comes', async () => {
    const { recording, playback } = await open({ id: 'card', status: 'receiving', sizeBytes: 5 })
    expect(playback.value?.hls).toBe(LIVE)

    await becomes({ id: 'id', status: 'stored', sizeBytes: 9 })
    expect(recording.value?.status).toBe('stored')
    expect(playback.value?.hls).toBe(LIVE)

    await becomes({ id: 'id', status: 'published', sizeBytes: 9, version: 2 })
    expect(playback.value?.hls).toBe(DONE)
    expect(api.GET).toHaveBeenLastCalledWith('/api/v1/recordings/{id}/playback', {
      params: { path: { id: 'id' } },
    })
  })

  it('waits for what is prepared if nothing was watched', async () => {
    const { playback } = await open({ id: 'card', status: 'stored', sizeBytes: 9 })
    expect(playback.value).toBeNull()
  })

  it('is over when its sender gives it up, and waited for again when it was expected', async () => {
    const { playback, notFound, wasBrokenOff } = await open({ id: 'card', status: 'receiving', sizeBytes: 5 })
    await becomes({ id: 'card', status: 'expected', sizeBytes: 0 })
    expect(playback.value).toBeNull()
    await becomes({ id: 'card', status: 'receiving', sizeBytes: 5 })
    expect(playback.value?.hls).toBe(LIVE)

    await becomes(new ProblemError({ key: 'recording-not-found', status: 404, title: '', detail: '' }))
    expect(notFound.value).toBe(true)
    expect(wasBrokenOff.value).toBe(true)
  })
})
