import { sameMedia } from '@/api/mediaLinks'
import type { Recording, RecordingStatus } from '@/api/types'

const MOVING: readonly RecordingStatus[] = ['expected', 'receiving', 'stored', 'processing', 'watchable']

/** A recorder makes it, or should have made it: there is nothing of it yet. */
export function isExpected(recording: Recording): boolean {
  return recording.sizeBytes === 0 && (recording.status === 'expected' || recording.status === 'failed')
}

/** Its status will change by itself. */
export function isMoving(recording: Recording): boolean {
  return MOVING.includes(recording.status) && !(isExpected(recording) && recording.problem)
}

export function isWatchable(recording: Recording): boolean {
  return recording.status === 'watchable' || recording.status === 'published' || isWatchableLive(recording)
}

/** What there is of it can be watched while the rest is received. */
export function isWatchableLive(recording: Recording): boolean {
  return recording.status === 'receiving' && !recording.problem
}

/** Another signature is no other picture: keeping the old link avoids flicker. */
export function keepPoster(next: Recording, previous: Recording | undefined): Recording {
  return sameMedia(previous?.poster, next.poster) ? { ...next, poster: previous?.poster ?? null } : next
}
