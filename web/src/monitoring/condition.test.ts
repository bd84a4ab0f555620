import { describe, expect, it } from 'vitest'
import { conditionOf, gaps } from './condition'

describe('conditionOf', () => {
  it.each([
    ['IDLE', true, false, 'idle'],
    ['BUSY', true, false, 'busy'],
    ['EXPIRED', true, false, 'expired'],
    ['BUSY', false, false, 'ill'],
    ['IDLE', true, true, 'lost'],
    ['BUSY', false, true, 'lost'],
  ] as const)('%s, healthy %s, lost %s: %s', (busy, healthy, lost, name) =>
    expect(conditionOf({ busy, healthy, lost }).name).toBe(name),
  )
})

describe('gaps', () => {
  const boot = {
    boot: 'b',
    firstAt: '2026-11-25T10:00:00Z',
    lastAt: '2026-11-25T11:00:00Z',
    lastSeq: 9,
    events: 9,
  }

  it('count over all boots', () => {
    const boots = [
      { ...boot, missing: 1, dropped: 0 },
      { ...boot, missing: 2, dropped: 5 },
    ]
    expect(gaps({ lastEventAt: null, boots, waiting: 0 })).toEqual({ missing: 3, dropped: 5 })
  })

  it('are none without boots', () =>
    expect(gaps({ lastEventAt: null, boots: [], waiting: 0 })).toEqual({ missing: 0, dropped: 0 }))
})
