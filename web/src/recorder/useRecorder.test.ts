import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { ProblemError } from '@/api/problem'
import type { Standing, UploadMetadata } from '@/tus/protocol'
import type { TusClient } from '@/tus/tusClient'
import type { Capture } from './capture'
import { Courier } from './courier'
import { Spool, type Part } from './spool'
import type { TapeListener } from './tape'
import { recordedHere } from './useCourier'
import { useRecorder } from './useRecorder'

const wishes = {
  type: 'video/webm',
  microphone: '',
  area: null,
  follows: null,
  titleOf: (title: string, number: number) => `${title}, part ${number}`,
}

const locks = {
  request: (_: string, __: unknown, work: (lock: object) => unknown) => work({}),
  query: async () => ({ held: [], pending: [] }),
}

class Screen implements Capture {
  stream = {} as MediaStream
  ownTab = true
  tabSound = true
  microphone = true
  heard: boolean[] = []
  closed = false
  private end = () => {}

  level = () => 0.5
  hear = (on: boolean) => void this.heard.push(on)
  whenEnded = (listener: () => void) => (this.end = listener)
  close = () => (this.closed = true)
  endByBar = () => this.end()
}

let scope: EffectScope
let spool: Spool
let screen: Screen
let listener: TapeListener
let told: string[]
let server: Server
let courier: Courier
let now: number

const muted = ref(false)

class Server implements TusClient {
  received = ''
  created: UploadMetadata[] = []
  rejection: ProblemError | null = null

  async create(metadata: UploadMetadata) {
    if (this.rejection) throw this.rejection
    this.created.push(metadata)
    return '/u'
  }

  async standing(): Promise<Standing> {
    return { offset: this.received.length, length: null, recording: null }
  }

  async append(_: string, __: number, bytes: Uint8Array, total: number | null): Promise<Standing> {
    this.received += new TextDecoder().decode(bytes)
    return { offset: this.received.length, length: total, recording: total === null ? null : 'recording' }
  }

  async terminate() {}
}

function recorder(capture = async (): Promise<Capture> => screen) {
  courier = new Courier(spool, server, locks as never, { pace: 0, silence: 20, delayBefore: () => 1 })
  const subject = async () => ({ owner: 'me', room: 'algebra', title: 'Algebra', meetingId: null })
  return scope.run(() =>
    useRecorder(
      { subject, isMuted: () => muted.value },
      {
        capture,
        courier: async () => courier,
        now: () => now,
        freeSpace: async () => 1e12,
        startTape(_stream, _type, given) {
          listener = given
          return {
            pause: () => told.push('pause'),
            resume: () => told.push('resume'),
            async stop() {
              told.push('stop')
              given.chunk(new Blob(['last']))
            },
          }
        },
      },
    ),
  )!
}

beforeEach(async () => {
  scope = effectScope()
  spool = await Spool.open(new IDBFactory())
  screen = new Screen()
  told = []
  // What a test left behind goes on by itself.
  server = new Server()
  now = 1_000_000
  muted.value = false
})
afterEach(() => scope.stop())

describe('a recording', () => {
  it('goes from the screen to the archive', async () => {
    const { state, start, stop } = recorder()
    await start(wishes)
    expect(state.value.kind).toBe('recording')
    expect(recordedHere.value).not.toBeNull()
    listener.chunk(new Blob(['first ']))
    now += 61_000
    await stop()
    await vi.waitFor(() => expect(state.value.kind).toBe('safe'))
    expect(state.value).toEqual({ kind: 'safe', milliseconds: 61_000, recording: 'recording' })
    expect(server.received).toBe('first last')
    expect(screen.closed).toBe(true)
    expect(server.created[0]).toMatchObject({
      room: 'algebra',
      title: 'Algebra',
      startedAt: '1970-01-01T00:16:40.000Z',
    })
    await nextTick()
    expect(recordedHere.value).toBeNull()
  })

  it('can pause', async () => {
    const { state, start, pause, resume } = recorder()
    await start(wishes)
    pause()
    expect(state.value.kind).toBe('paused')
    resume()
    expect(state.value.kind).toBe('recording')
    expect(told).toEqual(['pause', 'resume'])
  })

  it('ends properly when sharing is ended by the browser', async () => {
    const { state, start } = recorder()
    await start(wishes)
    screen.endByBar()
    await vi.waitFor(() => expect(state.value.kind).toBe('safe'))
    expect(server.received).toBe('last')
  })

  it('ends when the page is left, and is sent all the same', async () => {
    const { start } = recorder()
    await start(wishes)
    scope.stop()
    await vi.waitFor(() => expect(server.received).toBe('last'))
    expect(screen.closed).toBe(true)
    expect(recordedHere.value).toBeNull()
  })

  it('hears the microphone only while it is heard in the conference', async () => {
    const { start, microphoneOn, isHeard } = recorder()
    await start(wishes)
    muted.value = true
    muted.value = false
    microphoneOn.value = false
    expect(screen.heard).toEqual([true, false, true, false])
    expect(isHeard.value).toBe(false)
  })

  it.each([
    ['declined', new DOMException('', 'NotAllowedError')],
    ['no-source', new DOMException('', 'NotReadableError')],
    ['failed', new Error('anything')],
  ])('does not begin: %s', async (refusal, cause) => {
    const { state, start } = recorder(() => Promise.reject(cause))
    await start(wishes)
    expect(state.value).toEqual({ kind: 'idle', refusal })
    expect(await spool.parts()).toEqual([])
  })

  it('stays in the browser when the server does not take it, for others to send it again', async () => {
    server.rejection = new ProblemError({ key: 'quota-exceeded', status: 413 })
    const { state, load, start, stop } = recorder()
    await start(wishes)
    listener.chunk(new Blob(['first ']))
    await vi.waitFor(() => expect(load.value?.state).toBe('rejected'))
    expect(state.value.kind).toBe('recording')
    await stop()
    expect(state.value.kind).toBe('idle')
    await nextTick()
    expect(recordedHere.value).toBeNull()
    server.rejection = null
    courier.retry((await spool.parts())[0]!.id)
    await vi.waitFor(() => expect(server.received).toBe('first last'))
  })

  it('goes on as a further part of one that broke off, which is sent as it is', async () => {
    await spool.begin({
      id: 'before',
      owner: 'me',
      room: 'algebra',
      title: 'Algebra',
      type: 'video/webm',
      startedAt: '2026-11-25T10:00:00.000Z',
      meetingId: 'm',
      number: 1,
    })
    const follows = (await spool.part('before')) as Part
    const { start } = recorder()
    await start({ ...wishes, follows })
    const parts = await spool.parts()
    const next = parts.find(({ number }) => number === 2)
    expect(next).toMatchObject({ title: 'Algebra, part 2', meetingId: 'm', ended: false })
    await vi.waitFor(async () => expect((await spool.parts()).map(({ id }) => id)).toEqual([next!.id]))
  })
})
