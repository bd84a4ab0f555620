import { describe, expect, it } from 'vitest'
import type { UnfinishedUpload } from '@/api/types'
import { mismatchOf, waitingFor } from './unfinished'

const begun = { fileName: 'лекция.mp4', sizeBytes: 10 } as UnfinishedUpload

describe('the file an upload waits for', () => {
  it.each([
    ['лекция.mp4', 10, null],
    ['другая.mp4', 10, 'other-name'],
    ['лекция.mp4', 11, 'other-size'],
  ])('%s of %d bytes: %s', (name, size, mismatch) => {
    expect(mismatchOf({ name, size }, begun)).toBe(mismatch)
  })

  it('is found among several', () => {
    const other = { fileName: 'a.mp4', sizeBytes: 10 } as UnfinishedUpload
    expect(waitingFor({ name: 'лекция.mp4', size: 10 }, [other, begun])).toBe(begun)
    expect(waitingFor({ name: 'лекция.mp4', size: 12 }, [other, begun])).toBeUndefined()
  })

  it('is none where a browser recorded', () => {
    expect(waitingFor({ name: 'a.webm', size: 0 }, [{ fileName: 'a.webm', sizeBytes: null } as never])).toBe(
      undefined,
    )
  })
})
