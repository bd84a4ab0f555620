import type { MonitoredRecorder, MonitoringState } from '@/api/types'

interface Condition {
  name: 'lost' | 'ill' | 'expired' | 'busy' | 'idle'
  tone: 'is-bad' | 'is-warn' | 'is-accent' | 'is-good'
}

/** The worst that is known of a recorder: what it said before it fell silent no longer counts. */
export function conditionOf({
  busy,
  healthy,
  lost,
}: Pick<MonitoredRecorder, 'busy' | 'healthy' | 'lost'>): Condition {
  if (lost) return { name: 'lost', tone: 'is-bad' }
  if (!healthy) return { name: 'ill', tone: 'is-bad' }
  if (busy === 'EXPIRED') return { name: 'expired', tone: 'is-warn' }
  return busy === 'BUSY' ? { name: 'busy', tone: 'is-accent' } : { name: 'idle', tone: 'is-good' }
}

/** Events that never came: those whose numbers are missing, and those that Prosody had to give up. */
export function gaps({ boots }: MonitoringState['callbacks']): { missing: number; dropped: number } {
  return boots.reduce(
    (sum, { missing, dropped }) => ({ missing: sum.missing + missing, dropped: sum.dropped + dropped }),
    { missing: 0, dropped: 0 },
  )
}
