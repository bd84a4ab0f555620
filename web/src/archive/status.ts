import type { Recording, RecordingStatus } from '@/api/types'

const MOVING: readonly RecordingStatus[] = ['expected', 'receiving', 'stored', 'processing', 'watchable']

/** Its status will change by itself. */
export function isMoving(recording: Recording): boolean {
  return MOVING.includes(recording.status)
}

export function isWatchable(recording: Recording): boolean {
  return recording.status === 'watchable' || recording.status === 'published'
}

/** A signed URL changes with each answer; the picture behind it does not. Keeping the old one avoids flicker. */
export function keepPoster(next: Recording, previous: Recording | undefined): Recording {
  const same = previous?.poster && next.poster && path(previous.poster) === path(next.poster)
  return same ? { ...next, poster: previous.poster } : next
}

function path(url: string): string {
  return url.split('?', 1)[0] ?? url
}
