import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { PartGone, Spool, type NewPart } from './spool'
import { SpoolWriter } from './spoolWriter'

const made: NewPart = {
  id: 'p',
  owner: 'me',
  room: 'algebra',
  title: 'Algebra',
  type: 'video/webm',
  startedAt: '2026-11-25T10:00:00.000Z',
  meetingId: 'm',
  number: 1,
}

const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer
const text = (read: { bytes: Uint8Array } | null) => read && new TextDecoder().decode(read.bytes)

let factory: IDBFactory
let spool: Spool

beforeEach(async () => {
  factory = new IDBFactory()
  spool = await Spool.open(factory)
  await spool.begin(made)
})

describe('the spool', () => {
  it('keeps what was recorded, in order, over the end of the page', async () => {
    await spool.append('p', bytes('abc'))
    await spool.append('p', bytes('defg'))
    const again = await Spool.open(factory)
    expect(await again.parts()).toEqual([{ ...made, url: null, acknowledged: 0, recorded: 7, ended: false }])
    expect(text(await again.read('p', 0, 100))).toBe('abcdefg')
  })

  it.each([
    [0, 100, 'abcdefghi'],
    [0, 3, 'abc'],
    [0, 1, 'abc'],
    [1, 6, 'bcdef'],
    [4, 100, 'efghi'],
    [8, 1, 'i'],
  ])('reads from %d about %d bytes: %s', async (offset, atMost, expected) => {
    for (const chunk of ['abc', 'def', 'ghi']) await spool.append('p', bytes(chunk))
    const read = await spool.read('p', offset, atMost)
    expect(read?.start).toBe(offset)
    expect(text(read)).toBe(expected)
  })

  it('lets go of whole chunks that the server has, and of nothing else', async () => {
    for (const chunk of ['abc', 'def', 'ghi']) await spool.append('p', bytes(chunk))
    expect((await spool.acknowledge('p', 0)).acknowledged).toBe(0)
    expect((await spool.acknowledge('p', 4)).acknowledged).toBe(4)
    expect(await spool.read('p', 0, 100)).toBeNull()
    expect(text(await spool.read('p', 4, 100))).toBe('efghi')
    expect((await spool.acknowledge('p', 2)).acknowledged).toBe(4)
    await spool.acknowledge('p', 9)
    expect(await spool.read('p', 9, 100)).toBeNull()
    expect((await spool.append('p', bytes('jk'))).recorded).toBe(11)
    expect(text(await spool.read('p', 9, 100))).toBe('jk')
  })

  it('knows which are of which part', async () => {
    await spool.begin({ ...made, id: 'q', startedAt: '2026-11-25T09:00:00.000Z' })
    await spool.append('p', bytes('abc'))
    await spool.append('q', bytes('xyz'))
    expect((await spool.parts()).map(({ id }) => id)).toEqual(['q', 'p'])
    await spool.remove('p')
    expect(await spool.read('p', 0, 100)).toBeNull()
    expect(text(await spool.read('q', 0, 100))).toBe('xyz')
  })

  it('gives as a file what is here, and can end where the server is', async () => {
    for (const chunk of ['abc', 'def']) await spool.append('p', bytes(chunk))
    expect(await (await spool.file('p')).text()).toBe('abcdef')
    expect(await spool.cut('p', 4)).toMatchObject({ acknowledged: 4, recorded: 4, ended: true })
    expect((await spool.file('p')).size).toBe(0)
  })

  it('does not bring back what was thrown away', async () => {
    await spool.remove('p')
    await expect(spool.append('p', bytes('abc'))).rejects.toBeInstanceOf(PartGone)
    expect(await spool.parts()).toEqual([])
    expect(await spool.read('p', 0, 100)).toBeNull()
  })

  it('remembers where it is sent and that it ended', async () => {
    await spool.sendTo('p', '/u')
    await spool.end('p')
    expect(await spool.part('p')).toMatchObject({ url: '/u', ended: true })
    expect(await spool.part('nobody')).toBeNull()
  })
})

describe('writing to the spool', () => {
  it('keeps the order and waits with the end', async () => {
    const wrote: number[] = []
    const writer = new SpoolWriter(spool, 'p', (part) => wrote.push(part.recorded))
    for (const chunk of ['ab', '', 'c', 'def']) writer.write(new Blob([chunk]))
    expect(writer.unwritten).toBe(6)
    await writer.close()
    expect(writer.unwritten).toBe(0)
    expect(wrote).toEqual([2, 3, 6, 6])
    expect(text(await spool.read('p', 0, 100))).toBe('abcdef')
    expect((await spool.part('p'))?.ended).toBe(true)
  })

  it('waits in memory while the disk is full, and loses nothing', async () => {
    let free = false
    const full = Object.create(spool) as Spool
    full.append = (id, chunk) =>
      free ? spool.append(id, chunk) : Promise.reject(new DOMException('', 'QuotaExceededError'))
    let tries = 0
    const writer = new SpoolWriter(
      full,
      'p',
      () => {},
      async () => {
        expect(writer.isFailing).toBe(true)
        free = ++tries === 3
      },
    )
    writer.write(new Blob(['abc']))
    writer.write(new Blob(['def']))
    await writer.close()
    expect(writer.isFailing).toBe(false)
    expect(text(await spool.read('p', 0, 100))).toBe('abcdef')
  })

  it('is over when the part was thrown away meanwhile', async () => {
    const writer = new SpoolWriter(spool, 'p', () => {})
    await spool.remove('p')
    writer.write(new Blob(['abc']))
    await expect(writer.close()).rejects.toBeInstanceOf(PartGone)
  })
})
