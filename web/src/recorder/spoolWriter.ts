import { PartGone, type Part, type Spool } from './spool'

const RETRY = 2000

/**
 * Puts what is recorded into the spool, in order. What cannot be written, since the disk is full, waits in memory: sending
 * makes room.
 */
export class SpoolWriter {
  /** Bytes that are only in memory. */
  unwritten = 0
  /** Whether the last attempt failed. */
  isFailing = false

  private line: Promise<void> = Promise.resolve()

  constructor(
    private readonly spool: Spool,
    private readonly id: string,
    private readonly wrote: (part: Part) => void,
    private readonly pause: (milliseconds: number) => Promise<void> = sleep,
  ) {}

  write(chunk: Blob) {
    if (chunk.size === 0) return
    this.unwritten += chunk.size
    this.line = this.line.then(() => this.store(chunk))
  }

  /** No more comes; when everything is written. */
  async close(): Promise<void> {
    await this.line
    this.wrote(await this.spool.end(this.id))
  }

  private async store(chunk: Blob) {
    const bytes = await chunk.arrayBuffer()
    const part = await this.append(bytes)
    this.unwritten -= chunk.size
    if (part) this.wrote(part)
  }

  private async append(bytes: ArrayBuffer): Promise<Part | null> {
    for (;;) {
      try {
        const part = await this.spool.append(this.id, bytes)
        this.isFailing = false
        return part
      } catch (cause) {
        if (cause instanceof PartGone) return null
        this.isFailing = true
        await this.pause(RETRY)
      }
    }
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
