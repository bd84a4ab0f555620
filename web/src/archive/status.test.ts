import { describe, expect, it } from 'vitest'
import type { Recording, RecordingStatus } from '@/api/types'
import { isExpected, isMoving, isWatchable, isWatchableLive } from './status'

const problem = { key: 'recording-missing', title: '', detail: '', scope: 'environment' }

describe('what a recording can be', () => {
  it.each([
    ['expected', 0, null, { expected: true, moving: true, watchable: false, live: false }],
    ['expected', 0, problem, { expected: true, moving: false, watchable: false, live: false }],
    ['failed', 0, problem, { expected: true, moving: false, watchable: false, live: false }],
    ['failed', 7, problem, { expected: false, moving: false, watchable: false, live: false }],
    ['receiving', 7, null, { expected: false, moving: true, watchable: true, live: true }],
    ['receiving', 7, problem, { expected: false, moving: true, watchable: false, live: false }],
    ['processing', 7, null, { expected: false, moving: true, watchable: false, live: false }],
    ['watchable', 7, problem, { expected: false, moving: true, watchable: true, live: false }],
    ['published', 7, null, { expected: false, moving: false, watchable: true, live: false }],
    ['trashed', 7, null, { expected: false, moving: false, watchable: false, live: false }],
  ] as const)('%s of %d bytes', (status: RecordingStatus, sizeBytes, remark, is) => {
    const recording = { status, sizeBytes, problem: remark } as Recording

    expect(isExpected(recording)).toBe(is.expected)
    expect(isMoving(recording)).toBe(is.moving)
    expect(isWatchable(recording)).toBe(is.watchable)
    expect(isWatchableLive(recording)).toBe(is.live)
  })
})
