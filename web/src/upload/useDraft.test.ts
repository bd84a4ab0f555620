import { describe, expect, it } from 'vitest'
import type { UploadLimits } from '@/api/types'
import { aboutOf, useDraft } from './useDraft'

const limits: UploadLimits = { maxFileBytes: 5, quotaBytes: null, usedBytes: 0, maxUnfinished: 5 }
const small = new File(['film'], 'small.mp4')
const large = new File(['long film'], 'large.mp4')

describe('what is chosen', () => {
  it('is sent where it fits; the rest stays', () => {
    const draft = useDraft(() => limits)
    draft.choose([large, small])
    expect(draft.bytes.value).toBe(4)
    expect(draft.take().map(({ file }) => file.name)).toEqual(['small.mp4'])
    expect(draft.chosen.value.map(({ file }) => file.name)).toEqual(['large.mp4'])
    draft.discard(draft.chosen.value[0]!)
    expect(draft.chosen.value).toEqual([])
  })

  it('begins with the room of what was chosen before, and can have it for all', () => {
    const draft = useDraft(() => limits)
    draft.choose([small])
    draft.chosen.value[0]!.room = 'algebra'
    draft.choose([small, small])
    expect(draft.chosen.value.map(({ room }) => room)).toEqual(['algebra', 'algebra', 'algebra'])
    draft.chosen.value[0]!.room = 'physics'
    draft.roomForAll()
    expect(draft.chosen.value.map(({ room }) => room)).toEqual(['physics', 'physics', 'physics'])
  })
})

describe('what is told about a file', () => {
  it('is what was filled in', () => {
    expect(aboutOf({ title: ' Ряды ', room: '', startedAt: '2026-11-25T10:00' })).toEqual({
      title: 'Ряды',
      startedAt: new Date('2026-11-25T10:00').toISOString(),
    })
    expect(aboutOf({ title: '', room: ' ', startedAt: '' })).toEqual({})
  })
})
