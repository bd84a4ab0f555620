import type { Standing } from '@/tus/protocol'
import type { Part } from './spool'

/** What has to be done next so that the server has all of a part. */
export type Move =
  | { kind: 'drop' }
  | { kind: 'create' }
  | { kind: 'ask' }
  | { kind: 'append'; offset: number }
  | { kind: 'finish'; offset: number }
  | { kind: 'wait' }
  | { kind: 'done'; recording: string | null }
  | { kind: 'lost' }

/** @param standing how far the server is; null if it has to be asked, at first and after a failure */
export function plan(part: Part, standing: Standing | null): Move {
  if (part.ended && part.recorded === 0) return { kind: 'drop' }
  if (part.url === null) return { kind: part.recorded > 0 ? 'create' : 'wait' }
  if (standing === null) return { kind: 'ask' }
  if (standing.offset === standing.length) return { kind: 'done', recording: standing.recording }
  // It had these bytes safely, so they are not here any more; and more than there was cannot be ours.
  if (standing.offset < part.acknowledged || standing.offset > part.recorded) return { kind: 'lost' }
  if (standing.offset < part.recorded) return { kind: 'append', offset: standing.offset }
  return part.ended ? { kind: 'finish', offset: standing.offset } : { kind: 'wait' }
}

const DELAYS = [1000, 2000, 4000, 8000, 15_000, 30_000]

export function delayBefore(attempt: number): number {
  return DELAYS[Math.min(attempt, DELAYS.length - 1)]!
}
