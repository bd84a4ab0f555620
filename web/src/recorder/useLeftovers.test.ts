import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { Courier } from './courier'
import { Spool } from './spool'
import { useLeftovers } from './useLeftovers'

let scope: EffectScope
let spool: Spool
let held: string[]
let terminated: string[]
let courier: Courier

beforeEach(async () => {
  scope = effectScope()
  spool = await Spool.open(new IDBFactory())
  held = []
  terminated = []
  const server = {
    create: async () => '/u',
    standing: async () => ({ offset: 0, length: null, recording: null }),
    append: async (_: string, offset: number, bytes: Uint8Array, total: number | null) => ({
      offset: offset + bytes.length,
      length: total,
      recording: total === null ? null : 'recording',
    }),
    terminate: async (url: string) => void terminated.push(url),
  }
  const locks = {
    request: (_: string, __: unknown, work: (lock: object) => unknown) => work({}),
    query: async () => ({ held: held.map((name) => ({ name })), pending: [] }),
  }
  courier = new Courier(spool, server, locks as never)
})
afterEach(() => scope.stop())

async function left(id: string, change: { owner?: string; ended?: boolean } = {}) {
  await spool.begin({
    id,
    owner: change.owner ?? 'me',
    room: 'algebra',
    title: id,
    type: 'video/webm',
    startedAt: '2026-11-25T10:00:00.000Z',
    meetingId: null,
    number: 1,
  })
  await spool.append(id, new TextEncoder().encode('film').buffer as ArrayBuffer)
  if (change.ended) await spool.end(id)
}

function leftovers() {
  return scope.run(() =>
    useLeftovers(
      () => 'me',
      async () => courier,
    ),
  )!
}

describe('what is left over', () => {
  it('waits for a word if it broke off, and is sent as it is', async () => {
    await left('broken')
    const { broken, loads, send } = leftovers()
    await vi.waitFor(() => expect(broken.value.map(({ id }) => id)).toEqual(['broken']))
    expect(loads.value).toEqual([])
    await send(broken.value[0]!)
    await vi.waitFor(() => expect(loads.value[0]).toMatchObject({ state: 'stored', recording: 'recording' }))
    expect(broken.value).toEqual([])
  })

  it('goes by itself if it was ended', async () => {
    await left('ended', { ended: true })
    const { broken, loads, forget } = leftovers()
    await vi.waitFor(() => expect(loads.value[0]?.state).toBe('stored'))
    expect(broken.value).toEqual([])
    forget('ended')
    expect(loads.value).toEqual([])
  })

  it('is nobody else’s, and not what another tab records', async () => {
    await left('theirs', { owner: 'somebody' })
    await left('elsewhere')
    await left('broken')
    held = ['lectorium-recording-elsewhere', 'something-else']
    const { broken } = leftovers()
    await vi.waitFor(() => expect(broken.value.map(({ id }) => id)).toEqual(['broken']))
  })

  it('is thrown away here and at the server', async () => {
    await left('broken')
    await spool.sendTo('broken', '/u')
    const { broken, discard } = leftovers()
    await vi.waitFor(() => expect(broken.value).toHaveLength(1))
    await discard(broken.value[0]!)
    expect(broken.value).toEqual([])
    expect(await spool.parts()).toEqual([])
    expect(terminated).toEqual(['/u'])
  })

  it('is nothing where the browser keeps nothing', async () => {
    const { broken, look } = scope.run(() =>
      useLeftovers(
        () => 'me',
        async () => null,
      ),
    )!
    await look()
    expect(broken.value).toEqual([])
  })
})
