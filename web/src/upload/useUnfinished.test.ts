import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { ProblemError } from '@/api/problem'
import type { TusClient } from '@/tus/tusClient'
import type { UnfinishedUpload } from '@/api/types'
import { useUnfinished } from './useUnfinished'

const upload = (id: string, sizeBytes: number | null = 10) =>
  ({
    id,
    url: `/api/v1/uploads/${id}`,
    fileName: `${id}.mp4`,
    sizeBytes,
    receivedBytes: 4,
  }) as UnfinishedUpload

let scope = effectScope()
afterEach(() => {
  scope.stop()
  scope = effectScope()
})

function client(change: Partial<TusClient> = {}) {
  return {
    create: vi.fn(),
    standing: vi.fn(async () => ({ offset: 6, length: null, recording: null })),
    append: vi.fn(async () => ({ offset: 6, length: 6, recording: 'recording' })),
    terminate: vi.fn(async () => {}),
    ...change,
  }
}

async function open(uploads: UnfinishedUpload[], own: string[] = [], by = client()) {
  const list = scope.run(() =>
    useUnfinished(
      async () => uploads,
      async () => new Set(own),
      by,
    ),
  )!
  await vi.waitFor(() => expect(list.loaded.value).toBe(true))
  return list
}

describe('unfinished uploads', () => {
  it('are those that nobody here sends already', async () => {
    const { unfinished, take } = await open([upload('a'), upload('b'), upload('c')], ['/api/v1/uploads/b'])
    expect(unfinished.value.map(({ id }) => id)).toEqual(['a', 'c'])
    take(unfinished.value[0]!)
    expect(unfinished.value.map(({ id }) => id)).toEqual(['c'])
  })

  it('end with what arrived, on a word', async () => {
    const by = client()
    const { unfinished, keep } = await open([upload('a', null)], [], by)
    expect(await keep(unfinished.value[0]!)).toBe('recording')
    expect(by.append).toHaveBeenCalledWith('/api/v1/uploads/a', 6, new Uint8Array(0), 6)
    expect(unfinished.value).toEqual([])
  })

  it('are thrown away at the server, and stay where that failed', async () => {
    const by = client()
    vi.mocked(by.terminate).mockRejectedValueOnce(ProblemError.unreachable())
    const { unfinished, discard, failure } = await open([upload('a')], [], by)
    await discard(unfinished.value[0]!)
    expect(failure.value?.key).toBe('unreachable')
    expect(unfinished.value).toHaveLength(1)
    await discard(unfinished.value[0]!)
    expect(by.terminate).toHaveBeenCalledWith('/api/v1/uploads/a')
    expect(unfinished.value).toEqual([])
  })
})
