import { describe, expect, it } from 'vitest'
import type { Playback } from '@/api/types'
import { isLive } from './live'

describe('what is played', () => {
  it.each([
    ['/api/v1/recordings/6f3e/live/video.m3u8', true],
    ['/media/1764.p6f3e.abc/recordings/6f3e/1/video.m3u8', false],
    [null, false],
  ])('of %s', (hls, live) => {
    expect(isLive({ hls } as Playback)).toBe(live)
  })

  it('is nothing before it is known', () => expect(isLive(null)).toBe(false))
})
