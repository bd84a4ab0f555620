/** A stretch of recording without a break in it: one header, one upload, one recording in the end. */
export interface Part {
  id: string
  /** Whose account it was made with: nobody else's browser session sends it or sees it. */
  owner: string
  room: string
  title: string
  type: string
  /** An instant. */
  startedAt: string
  meetingId: string | null
  /** Which one in its row: a recording that goes on after a break is another part. */
  number: number
  /** Of the upload; null before the server knows it. */
  url: string | null
  /** Bytes the server has safely; these are not here any more. */
  acknowledged: number
  /** Bytes that were recorded. */
  recorded: number
  /** Nothing more comes. */
  ended: boolean
}

export type NewPart = Omit<Part, 'url' | 'acknowledged' | 'recorded' | 'ended'>

interface Chunk {
  part: string
  start: number
  bytes: ArrayBuffer
}

/** Bytes from `start` on, one after another. */
export interface Stretch {
  start: number
  bytes: Uint8Array<ArrayBuffer>
}

const NAME = 'lectorium-recorder'
const PARTS = 'parts'
const CHUNKS = 'chunks'

/** A write has to be on the disk before it counts: the machine may lose its power as well. */
const DURABLE: IDBTransactionOptions = { durability: 'strict' }

/** Where what was recorded waits, in this browser, until the server has it. */
export class Spool {
  private constructor(private readonly db: IDBDatabase) {}

  static async open(factory: IDBFactory = indexedDB): Promise<Spool> {
    const request = factory.open(NAME, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore(PARTS, { keyPath: 'id' })
      request.result.createObjectStore(CHUNKS, { keyPath: ['part', 'start'] })
    }
    return new Spool(await settled(request))
  }

  async begin(part: NewPart): Promise<void> {
    const whole: Part = { ...part, url: null, acknowledged: 0, recorded: 0, ended: false }
    await this.write([PARTS], (stores) => void stores(PARTS).put(whole))
  }

  async parts(): Promise<Part[]> {
    const parts = await settled<Part[]>(this.db.transaction(PARTS).objectStore(PARTS).getAll())
    return parts.sort((a, b) => a.startedAt.localeCompare(b.startedAt))
  }

  async part(id: string): Promise<Part | null> {
    return (await settled<Part | undefined>(this.db.transaction(PARTS).objectStore(PARTS).get(id))) ?? null
  }

  /** @throws QuotaExceededError if the disk is full; then nothing is changed */
  async append(id: string, bytes: ArrayBuffer): Promise<Part> {
    return this.change(id, (part, chunks) => {
      chunks.put({ part: id, start: part.recorded, bytes } satisfies Chunk)
      part.recorded += bytes.byteLength
    })
  }

  async end(id: string): Promise<Part> {
    return this.change(id, (part) => void (part.ended = true))
  }

  async sendTo(id: string, url: string | null): Promise<Part> {
    return this.change(id, (part) => void (part.url = url))
  }

  /** The server has all before `offset`: it needs no room here any more. */
  async acknowledge(id: string, offset: number): Promise<Part> {
    return this.change(id, (part, chunks) => {
      part.acknowledged = Math.max(part.acknowledged, offset)
      // A range must not be empty.
      if (offset === 0) return
      const before = chunks.openCursor(IDBKeyRange.bound([id, 0], [id, offset], false, true))
      before.onsuccess = () => {
        const cursor = before.result
        if (!cursor) return
        const { start, bytes } = cursor.value as Chunk
        if (start + bytes.byteLength <= offset) cursor.delete()
        cursor.continue()
      }
    })
  }

  /** What follows `offset`, about `atMost` bytes; null if the bytes at `offset` are not here. */
  async read(id: string, offset: number, atMost: number): Promise<Stretch | null> {
    const chunks = await this.chunksFrom(id, offset, atMost)
    const first = chunks[0]
    if (!first || first.start > offset) return null
    return { start: offset, bytes: join(chunks).slice(offset - first.start) }
  }

  private chunksFrom(id: string, offset: number, atMost: number): Promise<Chunk[]> {
    const store = this.db.transaction(CHUNKS).objectStore(CHUNKS)
    const request = store.openCursor(allOf(id))
    const found: Chunk[] = []
    let size = 0
    return new Promise((resolve, reject) => {
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const cursor = request.result
        const chunk = cursor?.value as Chunk | undefined
        if (!cursor || !chunk || (size > 0 && size + chunk.bytes.byteLength > atMost)) return resolve(found)
        if (chunk.start + chunk.bytes.byteLength > offset) {
          found.push(chunk)
          size += chunk.bytes.byteLength
        }
        cursor.continue()
      }
    })
  }

  /** Ends it at `offset`; what follows is thrown away. */
  async cut(id: string, offset: number): Promise<Part> {
    return this.change(id, (part, chunks) => {
      Object.assign(part, { acknowledged: offset, recorded: offset, ended: true })
      chunks.delete(allOf(id))
    })
  }

  /** All that is still here, as a file. */
  async file(id: string): Promise<Blob> {
    const all = this.db.transaction(CHUNKS).objectStore(CHUNKS).getAll(allOf(id))
    return new Blob((await settled<Chunk[]>(all)).map(({ bytes }) => bytes))
  }

  async remove(id: string): Promise<void> {
    await this.write([PARTS, CHUNKS], (stores) => {
      stores(PARTS).delete(id)
      stores(CHUNKS).delete(allOf(id))
    })
  }

  private async change(id: string, change: (part: Part, chunks: IDBObjectStore) => void): Promise<Part> {
    let changed: Part | undefined
    await this.write([PARTS, CHUNKS], (stores) => {
      const request = stores(PARTS).get(id)
      request.onsuccess = () => {
        changed = request.result as Part | undefined
        if (!changed) return
        change(changed, stores(CHUNKS))
        stores(PARTS).put(changed)
      }
    })
    if (!changed) throw new PartGone(id)
    return changed
  }

  private write(names: string[], work: (stores: (name: string) => IDBObjectStore) => void): Promise<void> {
    const transaction = this.db.transaction(names, 'readwrite', DURABLE)
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
      work((name) => transaction.objectStore(name))
    })
  }
}

/** It was sent or thrown away, perhaps in another tab. */
export class PartGone extends Error {}

function allOf(part: string): IDBKeyRange {
  return IDBKeyRange.bound([part, 0], [part, Infinity])
}

function join(chunks: readonly Chunk[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, { bytes }) => sum + bytes.byteLength, 0))
  let at = 0
  for (const { bytes } of chunks) {
    whole.set(new Uint8Array(bytes), at)
    at += bytes.byteLength
  }
  return whole
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
