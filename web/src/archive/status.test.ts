import { describe, expect, it } from 'vitest'
import type { Recording, RecordingStatus } from '@/api/types'
import { hasOriginal, isExpected, isMoving } from './status'

const problem = { key: 'recording-missing', title: '', detail: '', scope: 'environment' }

describe('what a recording can be', () => {
  it.each([
    ['expected', 0, null, { expected: true, moving: true, original: false }],
    ['expected', 0, problem, { expected: true, moving: false, original: false }],
    ['failed', 0, problem, { expected: true, moving: false, original: false }],
    ['failed', 7, problem, { expected: false, moving: false, original: true }],
    ['receiving', 7, null, { expected: false, moving: true, original: false }],
    ['processing', 7, null, { expected: false, moving: true, original: true }],
    ['published', 7, null, { expected: false, moving: false, original: true }],
    ['trashed', 7, null, { expected: false, moving: false, original: false }],
  ] as const)('%s of %d bytes', (status: RecordingStatus, sizeBytes, remark, is) => {
    const recording = { status, sizeBytes, problem: remark } as Recording

    expect(isExpected(recording)).toBe(is.expected)
    expect(isMoving(recording)).toBe(is.moving)
    expect(hasOriginal(recording)).toBe(is.original)
  })
})
