import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '@/api/problem'
import type { Standing, UploadMetadata } from '@/tus/protocol'
import type { TusClient } from '@/tus/tusClient'
import { Courier, metadataOf } from './courier'
import { Spool, type NewPart } from './spool'

const made: NewPart = {
  id: 'p',
  owner: 'me',
  room: 'algebra',
  title: 'Algebra',
  type: 'video/webm;codecs=vp9,opus',
  startedAt: '2026-11-25T10:00:00.000Z',
  meetingId: 'm',
  number: 1,
}

const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer

/** Keeps what it gets, and fails when told to: before it does something, or after it, when the answer gets lost. */
class Server implements TusClient {
  text = ''
  length: number | null = null
  created: UploadMetadata[] = []
  terminated: string[] = []
  exists = false
  failures: { before?: ProblemError; after?: ProblemError; cutTo?: number }[] = []

  async create(metadata: UploadMetadata) {
    this.created.push(metadata)
    return this.answer(() => {
      this.exists = true
      return '/u'
    })
  }

  async standing() {
    if (!this.exists) throw new ProblemError({ status: 404, key: 'http-404' })
    return this.answer(() => this.where())
  }

  async append(_: string, offset: number, given: Uint8Array, total: number | null) {
    if (!this.exists) throw new ProblemError({ status: 404, key: 'http-404' })
    return this.answer((cutTo) => {
      if (offset !== this.text.length) throw new ProblemError({ status: 409, key: 'http-409' })
      this.text += new TextDecoder().decode(given).slice(0, cutTo)
      if (total !== null) this.length = total
      return { ...this.where(), length: null }
    })
  }

  async terminate(url: string) {
    this.terminated.push(url)
  }

  private where(): Standing {
    const isWhole = this.length === this.text.length
    return { offset: this.text.length, length: this.length, recording: isWhole ? 'recording' : null }
  }

  private answer<T>(work: (cutTo?: number) => T): T {
    const failure = this.failures.shift()
    if (failure?.before) throw failure.before
    const result = work(failure?.cutTo)
    if (failure?.after) throw failure.after
    return result
  }
}

/** What tabs share. */
class Locks {
  readonly held = new Set<string>()

  async request(name: string, _: LockOptions, work: (lock: Lock | null) => Promise<unknown>) {
    if (this.held.has(name)) return work(null)
    this.held.add(name)
    try {
      return await work({ name, mode: 'exclusive' })
    } finally {
      this.held.delete(name)
    }
  }

  async query() {
    return { held: [...this.held].map((name) => ({ name })), pending: [] }
  }
}

const network = ProblemError.unreachable()

let spool: Spool
let server: Server
let locks: Locks
let courier: Courier

beforeEach(async () => {
  spool = await Spool.open(new IDBFactory())
  server = new Server()
  locks = new Locks()
  courier = tab()
  await spool.begin(made)
})

function tab() {
  return new Courier(spool, server, locks as never, { pace: 0, silence: 50, delayBefore: () => 1 })
}

async function record(...chunks: string[]) {
  for (const chunk of chunks) courier.told(await spool.append('p', bytes(chunk)))
}

async function end() {
  courier.told(await spool.end('p'))
}

function load() {
  return courier.loads.get('p')
}

async function until(condition: () => boolean) {
  await vi.waitFor(() => expect(condition()).toBe(true), { interval: 1 })
}

describe('the courier', () => {
  it('brings what was recorded while it is recorded, and the rest after it', async () => {
    const carried = courier.carry('p')
    await record('abc')
    await until(() => load()?.part.acknowledged === 3)
    expect(server.text).toBe('abc')
    expect(load()).toMatchObject({ state: 'sending', part: { recorded: 3 } })
    await record('def')
    await end()
    await carried
    expect(server).toMatchObject({ text: 'abcdef', length: 6 })
    expect(server.created).toEqual([
      {
        filename: 'algebra_2026-11-25-10-00-00.webm',
        filetype: 'video/webm',
        title: 'Algebra',
        room: 'algebra',
        startedAt: '2026-11-25T10:00:00.000Z',
        meetingId: 'm',
        deliveryKey: 'p',
      },
    ])
    expect(load()).toMatchObject({ state: 'stored', recording: 'recording' })
    expect(await spool.parts()).toEqual([])
  })

  it('keeps everything while there is no network, and goes on when there is', async () => {
    server.failures = Array.from({ length: 4 }, () => ({ before: network }))
    const carried = courier.carry('p')
    await record('abc')
    await until(() => load()?.state === 'waiting')
    expect(load()?.problem?.key).toBe('unreachable')
    await record('def')
    expect((await spool.read('p', 0, 100))?.bytes).toHaveLength(6)
    await end()
    await carried
    expect(server.text).toBe('abcdef')
  })

  it.each<[string, Server['failures']]>([
    ['the answer to the creation gets lost', [{ after: network }]],
    ['the answer to the first bytes gets lost', [{}, {}, { after: network }]],
    ['only some of the bytes get there', [{}, {}, { cutTo: 2, after: network }]],
    ['the answer to the last word gets lost', [{}, {}, {}, { after: network }]],
    ['somebody else holds the upload', [{}, {}, { before: new ProblemError({ status: 423 }) }]],
    ['a chunk arrives broken', [{}, {}, { before: new ProblemError({ status: 460 }) }]],
    ['the server restarts', [{}, { before: new ProblemError({ status: 503 }) }, { before: network }]],
  ])('sends nothing twice and loses nothing when %s', async (_, failures) => {
    server.failures = failures
    await record('abc', 'def')
    await end()
    await courier.carry('p')
    expect(server).toMatchObject({ text: 'abcdef', length: 6 })
    expect(new Set(server.created.map(({ deliveryKey }) => deliveryKey))).toEqual(new Set(['p']))
    expect(load()).toMatchObject({ state: 'stored', recording: 'recording' })
  })

  it('goes on from where a page that is gone left it', async () => {
    server.exists = true
    server.text = 'abcd'
    await spool.sendTo('p', '/u')
    await record('abc', 'def')
    await spool.acknowledge('p', 3)
    await spool.end('p')
    await courier.carry('p')
    expect(server.text).toBe('abcdef')
    expect(server.created).toEqual([])
  })

  it('says when somebody has to sign in, and goes on once they did', async () => {
    server.failures = [{ before: new ProblemError({ status: 401 }) }]
    const carried = courier.carry('p')
    await record('abc')
    await until(() => load()?.state === 'signed-out')
    await end()
    await carried
    expect(server.text).toBe('abc')
  })

  it('waits for a word where the server does not take it', async () => {
    server.failures = [{ before: new ProblemError({ status: 413, key: 'quota-exceeded' }) }]
    const carried = courier.carry('p')
    await record('abc')
    await until(() => load()?.state === 'rejected')
    await record('def')
    await end()
    expect(load()).toMatchObject({ state: 'rejected', problem: { key: 'quota-exceeded' } })
    courier.retry('p')
    await carried
    expect(server.text).toBe('abcdef')
  })

  it('settles for what is there where the server takes no more', async () => {
    const carried = courier.carry('p')
    await record('abc')
    await until(() => server.text === 'abc')
    server.failures = [{ before: new ProblemError({ status: 413, key: 'quota-exceeded' }) }]
    await record('def')
    await end()
    await until(() => load()?.state === 'rejected')
    await courier.settleForLess('p')
    await carried
    expect(server).toMatchObject({ text: 'abc', length: 3 })
    expect(load()).toMatchObject({ state: 'stored', part: { recorded: 3 } })
  })

  it('begins anew where the server forgot it and all is still here', async () => {
    await spool.sendTo('p', '/forgotten')
    await record('abc')
    await end()
    await courier.carry('p')
    expect(server.text).toBe('abc')
  })

  it('says when the server forgot what is here no more', async () => {
    await spool.sendTo('p', '/forgotten')
    await record('abc')
    await spool.acknowledge('p', 3)
    await record('def')
    void courier.carry('p')
    await until(() => load()?.state === 'rejected')
    expect(load()?.problem?.key).toBe('recording-beginning-lost')
    await courier.discard('p')
  })

  it('leaves to another tab what that has', async () => {
    const other = tab()
    const carried = courier.carry('p')
    expect([...(await other.carried())]).toEqual(['p'])
    await other.carry('p')
    expect(other.loads.size).toBe(0)
    await record('abc')
    await end()
    await carried
    expect(server.text).toBe('abc')
    expect([...(await other.carried())]).toEqual([])
  })

  it('throws away here and there', async () => {
    const carried = courier.carry('p')
    await record('abc')
    await until(() => server.text === 'abc')
    await courier.discard('p')
    await carried
    expect(server.terminated).toEqual(['/u'])
    expect(await spool.parts()).toEqual([])
    expect(courier.loads.size).toBe(0)
  })

  it('throws away what nobody carries', async () => {
    await spool.sendTo('p', '/u')
    await courier.discard('p')
    expect(server.terminated).toEqual(['/u'])
    expect(await spool.parts()).toEqual([])
  })

  it('keeps nothing of what ended before it began', async () => {
    await end()
    await courier.carry('p')
    expect(server.created).toEqual([])
    expect(await spool.parts()).toEqual([])
  })
})

it('names the file by its room and its start', () => {
  const part = { ...made, url: null, acknowledged: 0, recorded: 0, ended: false, meetingId: null }
  expect(metadataOf({ ...part, type: 'video/mp4' })).toMatchObject({
    filename: 'algebra_2026-11-25-10-00-00.mp4',
    filetype: 'video/mp4',
  })
  expect(metadataOf(part)).not.toHaveProperty('meetingId')
})
