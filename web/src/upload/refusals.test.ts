import { describe, expect, it } from 'vitest'
import { refusalsOf } from './refusals'

const limits = { maxFileBytes: 100, quotaBytes: 250, usedBytes: 100, maxUnfinished: 5 }
const files = (...sizes: number[]) => sizes.map((size) => ({ size }))

describe('what the server would refuse', () => {
  it.each([
    ['what fits', [100, 50], [null, null]],
    ['an empty file', [0], ['empty']],
    ['a file that is too large', [101, 20], ['too-large', null]],
    ['what is over the quota', [100, 60], [null, 'over-quota']],
    ['only what does not fit, and what fits after it', [90, 70, 60], [null, 'over-quota', null]],
  ])('%s', (_, sizes, expected) => {
    const given = files(...sizes)
    const refusals = refusalsOf(given, limits)
    expect(given.map((file) => refusals.get(file) ?? null)).toEqual(expected)
  })

  it('is nothing by size where no limits are known', () => {
    expect(refusalsOf(files(1e15), null).size).toBe(0)
  })

  it('is nothing by quota where there is none', () => {
    expect(refusalsOf(files(100, 100, 100, 100), { ...limits, quotaBytes: null }).size).toBe(0)
  })
})
