import type { Playback } from '@/api/types'

/** Whether it is what there is of a recording that is still received: it grows, and ends when the rest has come. */
export function isLive(playback: Playback | null): boolean {
  return playback?.hls?.startsWith('/api/v1/recordings/') ?? false
}
