import { describe, expect, it } from 'vitest'
import type { Recording, RecordingStatus } from '@/api/types'
import { isExpected, isMoving } from './status'

const problem = { key: 'recording-missing', title: '', detail: '', scope: 'environment' }

describe('what a recording can be', () => {
  it.each([
    ['expected', 0, null, { expected: true, moving: true }],
    ['expected', 0, problem, { expected: true, moving: false }],
    ['failed', 0, problem, { expected: true, moving: false }],
    ['failed', 7, problem, { expected: false, moving: false }],
    ['receiving', 7, null, { expected: false, moving: true }],
    ['processing', 7, null, { expected: false, moving: true }],
    ['published', 7, null, { expected: false, moving: false }],
    ['trashed', 7, null, { expected: false, moving: false }],
  ] as const)('%s of %d bytes', (status: RecordingStatus, sizeBytes, remark, is) => {
    const recording = { status, sizeBytes, problem: remark } as Recording

    expect(isExpected(recording)).toBe(is.expected)
    expect(isMoving(recording)).toBe(is.moving)
  })
})
