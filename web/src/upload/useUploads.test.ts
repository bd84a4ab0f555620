import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { ProblemError } from '@/api/problem'
import type { UploadMetadata } from '@/tus/protocol'
import type { Sending, SendingEvents } from '@/tus/sendFile'
import { totalOf, useUploads } from './useUploads'

interface Sent extends Sending {
  file: File
  metadata: UploadMetadata
  known: string | null
  events: SendingEvents
}

const file = (name: string) => new File([name], name, { type: 'video/mp4' })

let scope: EffectScope
let sent: Sent[]

function begin() {
  return scope.run(() =>
    useUploads((given, metadata, known, events) => {
      const sending = {
        file: given,
        metadata,
        known,
        events,
        start: vi.fn(),
        pause: vi.fn(async () => {}),
        cancel: vi.fn(async () => {}),
      }
      sent.push(sending)
      return sending
    }),
  )!
}

function network(onLine: boolean) {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(onLine)
  window.dispatchEvent(new Event(onLine ? 'online' : 'offline'))
}

beforeEach(() => {
  sent = []
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.restoreAllMocks()
})

describe('uploads', () => {
  it('go one after another', () => {
    const { uploads, busy, add } = begin()
    add(file('a'), { title: 'First' })
    add(file('b'), {})
    expect(uploads.value.map(({ state }) => state)).toEqual(['sending', 'waiting'])
    expect(sent[0]!.metadata).toMatchObject({ filename: 'a', filetype: 'video/mp4', title: 'First' })
    sent[0]!.events.progress(1)
    sent[0]!.events.done('recording-1')
    expect(uploads.value.map(({ state }) => state)).toEqual(['done', 'sending'])
    expect(uploads.value[0]).toMatchObject({ recordingId: 'recording-1', sent: 1 })
    sent[1]!.events.done(null)
    expect(busy.value).toBe(false)
  })

  it('have a delivery key each, so that none is made twice', () => {
    const { add } = begin()
    add(file('a'), {})
    sent[0]!.events.done(null)
    add(file('a'), {})
    expect(new Set(sent.map(({ metadata }) => metadata.deliveryKey)).size).toBe(2)
  })

  it('pause, let others go first, and go on from where they are', () => {
    const { uploads, add, pause, resume } = begin()
    add(file('a'), {})
    add(file('b'), {})
    pause(uploads.value[0]!)
    expect(sent[0]!.pause).toHaveBeenCalledOnce()
    expect(uploads.value.map(({ state }) => state)).toEqual(['paused', 'sending'])
    resume(uploads.value[0]!)
    expect(uploads.value[0]!.state).toBe('waiting')
    sent[1]!.events.done(null)
    expect(uploads.value[0]!.state).toBe('sending')
    expect(sent[0]!.start).toHaveBeenCalledTimes(2)
    expect(sent).toHaveLength(2)
  })

  it('wait for the network and go on by themselves', () => {
    const { uploads, busy, add } = begin()
    add(file('a'), {})
    add(file('b'), {})
    network(false)
    sent[0]!.events.failed(ProblemError.unreachable())
    expect(uploads.value.map(({ state }) => state)).toEqual(['offline', 'waiting'])
    expect(busy.value).toBe(true)
    network(true)
    expect(uploads.value[0]!.state).toBe('sending')
    expect(sent[0]!.start).toHaveBeenCalledTimes(2)
  })

  it('show what the server has against them, and can be tried again', () => {
    const { uploads, add, retry } = begin()
    add(file('a'), {})
    sent[0]!.events.failed(new ProblemError({ key: 'quota-exceeded', status: 413 }))
    expect(uploads.value[0]).toMatchObject({ state: 'failed', problem: { key: 'quota-exceeded' } })
    retry(uploads.value[0]!)
    expect(uploads.value[0]).toMatchObject({ state: 'sending', problem: null })
    expect(sent).toHaveLength(1)
  })

  it('are forgotten by the server when cancelled, and begin anew after it', () => {
    const { uploads, add, cancel, retry } = begin()
    add(file('a'), { room: 'algebra' })
    cancel(uploads.value[0]!)
    expect(sent[0]!.cancel).toHaveBeenCalledOnce()
    expect(uploads.value[0]!.state).toBe('cancelled')
    retry(uploads.value[0]!)
    expect(sent).toHaveLength(2)
    expect(sent[1]!.metadata.room).toBe('algebra')
    expect(sent[1]!.metadata.deliveryKey).not.toBe(sent[0]!.metadata.deliveryKey)
  })

  it('go on with what the server has', () => {
    begin().add(file('a'), {}, '/api/v1/uploads/1')
    expect(sent[0]!.known).toBe('/api/v1/uploads/1')
  })

  it('stop with the page, and can be continued later', () => {
    begin().add(file('a'), {})
    scope.stop()
    expect(sent[0]!.pause).toHaveBeenCalledOnce()
    expect(sent[0]!.cancel).not.toHaveBeenCalled()
  })
})

it('counts all but what was cancelled', () => {
  const upload = (state: string, size: number, bytes: number, speed: number | null = null) =>
    ({ state, sent: bytes, speed, file: { size } }) as never
  expect(
    totalOf([
      upload('done', 5, 5),
      upload('sending', 10, 4, 2),
      upload('cancelled', 9, 9),
      upload('waiting', 1, 0),
    ]),
  ).toEqual({ files: 3, done: 1, bytes: 16, sent: 9, speed: 2 })
})
