import { shallowReactive } from 'vue'
import { ProblemError } from '@/api/problem'
import { healsByItself, isGone, type Standing, type UploadMetadata } from '@/tus/protocol'
import type { TusClient } from '@/tus/tusClient'
import { Bell } from './bell'
import { delayBefore, plan } from './plan'
import { PartGone, type Part, type Spool } from './spool'
import { extensionOf } from './support'

/** A part on its way, as those see it who wait for it. */
export interface Load {
  part: Part
  state: LoadState
  problem: ProblemError | null
  recording: string | null
}

/** `signed-out` goes on by itself once somebody has signed in again, here or in another tab. */
export type LoadState = 'sending' | 'waiting' | 'signed-out' | 'rejected' | 'stored'

interface Times {
  /** What is recorded within it goes out together. */
  pace: number
  /** Longer than anything takes to be recorded; only in case that a word got lost. */
  silence: number
  delayBefore: (attempt: number) => number
}

const TIMES: Times = { pace: 2000, silence: 10_000, delayBefore }
const AT_MOST = 8 * 1024 * 1024
const LOCK = 'lectorium-recording-'

interface Errand {
  /** There is something to send. */
  more: Bell
  /** What failed should be tried again without waiting. */
  now: Bell
  told: number
}

type Locks = Pick<LockManager, 'request' | 'query'>

/**
 * Brings what was recorded from the spool to the server, piece after piece; nothing leaves the spool before the server has
 * it safely. Whoever carries a part has its lock: the tab that records it, or the one that sends what was left over.
 */
export class Courier {
  readonly loads = shallowReactive(new Map<string, Load>())

  private readonly errands = new Map<string, Errand>()
  private readonly unwanted = new Set<string>()

  constructor(
    readonly spool: Spool,
    private readonly client: TusClient,
    private readonly locks: Locks = navigator.locks,
    private readonly times: Times = TIMES,
  ) {
    globalThis.addEventListener('online', () => this.errands.forEach(({ now }) => now.ring()))
  }

  /** Which parts some tab records or sends now. */
  async carried(): Promise<ReadonlySet<string>> {
    const { held = [] } = await this.locks.query()
    const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(LOCK))
    return new Set(names.map((name) => name.slice(LOCK.length)))
  }

  /** Until the server has all of it, or it was thrown away. At once if another tab does it. */
  async carry(id: string): Promise<void> {
    if (this.errands.has(id)) return
    const errand = { more: new Bell(), now: new Bell(), told: 0 }
    this.errands.set(id, errand)
    try {
      await this.locks.request(LOCK + id, { ifAvailable: true }, async (lock) => {
        if (lock) await this.run(id, errand)
      })
    } catch (cause) {
      if (!(cause instanceof PartGone)) throw cause
      this.loads.delete(id)
    } finally {
      this.errands.delete(id)
    }
  }

  /** More of it is there, or it has ended. */
  told(part: Part) {
    this.note(part, {})
    const errand = this.errands.get(part.id)
    if (!errand || (!part.ended && Date.now() - errand.told < this.times.pace)) return
    // By what comes in, and not by a timer: these hardly run in a tab that is not looked at.
    errand.told = Date.now()
    errand.more.ring()
  }

  retry(id: string) {
    this.errands.get(id)?.now.ring()
  }

  /** Here and at the server. */
  async discard(id: string): Promise<void> {
    this.unwanted.add(id)
    const errand = this.errands.get(id)
    if (!errand) return this.carry(id)
    errand.more.ring()
    errand.now.ring()
  }

  /** Without what is only here: for one that the server does not take any more of. */
  async settleForLess(id: string): Promise<void> {
    const part = await this.spool.part(id)
    if (!part?.url) return
    const { offset } = await this.client.standing(part.url)
    this.told(await this.spool.cut(id, offset))
    this.retry(id)
  }

  /** Whoever waited for it knows. */
  forget(id: string) {
    this.loads.delete(id)
  }

  private async run(id: string, errand: Errand) {
    let standing: Standing | null = null
    let failures = 0
    for (;;) {
      if (this.unwanted.has(id)) return this.drop(id)
      const part = await this.spool.part(id)
      if (!part) throw new PartGone(id)
      try {
        const move = plan(part, standing)
        switch (move.kind) {
          case 'drop':
            return this.drop(id)
          case 'create':
            await this.spool.sendTo(id, await this.client.create(metadataOf(part)))
            break
          case 'ask':
            standing = await this.client.standing(part.url!)
            await this.acknowledged(id, standing)
            break
          case 'append':
            standing = await this.append(part, move.offset)
            break
          case 'finish':
            standing = await this.finish(part, move.offset)
            break
          case 'wait':
            this.note(part, { state: 'sending', problem: null })
            await errand.more.wait(this.times.silence)
            break
          case 'done':
            await this.spool.remove(id)
            return this.note(part, { state: 'stored', problem: null, recording: move.recording })
          case 'lost':
            throw beginningLost()
        }
        failures = 0
      } catch (cause) {
        if (cause instanceof PartGone) throw cause
        standing = null
        await this.fail(part, ProblemError.from(cause), failures++, errand.now)
      }
    }
  }

  private async append(part: Part, offset: number): Promise<Standing> {
    const stretch = await this.spool.read(part.id, offset, AT_MOST)
    if (!stretch) throw beginningLost()
    const end = offset + stretch.bytes.length
    const total = part.ended && end === part.recorded ? end : null
    const standing = await this.client.append(part.url!, offset, stretch.bytes, total)
    await this.acknowledged(part.id, standing)
    // The answer to PATCH does not say the length.
    return { ...standing, length: total }
  }

  private async finish(part: Part, total: number): Promise<Standing> {
    return { ...(await this.client.append(part.url!, total, new Uint8Array(0), total)), length: total }
  }

  private async acknowledged(id: string, { offset }: Standing) {
    this.note(await this.spool.acknowledge(id, offset), { state: 'sending', problem: null })
  }

  private async fail(part: Part, problem: ProblemError, failures: number, now: Bell) {
    if (isGone(problem) && part.url !== null && part.acknowledged === 0) {
      // All of it is still here.
      await this.spool.sendTo(part.id, null)
      await now.wait(this.times.delayBefore(failures))
    } else if (problem.status === 401) {
      this.note(part, { state: 'signed-out', problem: null })
      await now.wait(this.times.delayBefore(failures))
    } else if (healsByItself(problem)) {
      this.note(part, { state: 'waiting', problem })
      await now.wait(this.times.delayBefore(failures))
    } else {
      this.note(part, { state: 'rejected', problem: isGone(problem) ? beginningLost() : problem })
      await now.rung()
      this.note(part, { state: 'sending', problem: null })
    }
  }

  private async drop(id: string) {
    const part = await this.spool.part(id)
    // What cannot be told now, the server forgets when its time is over.
    if (part?.url) await this.client.terminate(part.url).catch(() => {})
    await this.spool.remove(id)
    this.unwanted.delete(id)
    this.loads.delete(id)
  }

  private note(part: Part, change: Partial<Omit<Load, 'part'>>) {
    const known = this.loads.get(part.id)
    this.loads.set(part.id, {
      state: 'sending',
      problem: null,
      recording: null,
      ...known,
      ...change,
      part: newer(known?.part, part),
    })
  }
}

/** The server should have it, and here it is not any more. */
function beginningLost(): ProblemError {
  return new ProblemError({ key: 'recording-beginning-lost', status: 422 })
}

/** The recorder and the courier tell of the same part, each as of its own last look. */
function newer(known: Part | undefined, told: Part): Part {
  if (!known) return told
  return {
    ...told,
    recorded: told.ended ? told.recorded : Math.max(known.recorded, told.recorded),
    acknowledged: Math.max(known.acknowledged, told.acknowledged),
    ended: known.ended || told.ended,
  }
}

export function metadataOf(part: Part): UploadMetadata {
  const moment = part.startedAt.slice(0, 19).replace(/[:T]/g, '-')
  return {
    filename: `${part.room}_${moment}.${extensionOf(part.type)}`,
    filetype: part.type.split(';', 1)[0]!,
    title: part.title,
    room: part.room,
    startedAt: part.startedAt,
    ...(part.meetingId && { meetingId: part.meetingId }),
    deliveryKey: part.id,
  }
}
