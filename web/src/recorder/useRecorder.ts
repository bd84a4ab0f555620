import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { newUuid } from '@/tus/uuid'
import { capture, type Capture, type CaptureWishes } from './capture'
import type { Courier } from './courier'
import { freeSpace, keepStorage, LOW } from './diskSpace'
import {
  elapsed,
  IDLE,
  isRunning,
  next,
  type Ending,
  type Recorder,
  type RecorderEvent,
  type Refusal,
} from './machine'
import type { NewPart, Part } from './spool'
import { SpoolWriter } from './spoolWriter'
import { startTape, type Tape } from './tape'
import { recordedHere, useCourier } from './useCourier'
import { keepAwake } from './wakeLock'

/** What the recording is about, as of when it begins. */
export interface Subject {
  owner: string
  room: string
  title: string
  meetingId: string | null
}

export interface RecorderWishes extends CaptureWishes {
  type: string
  /** A part that broke off, which this one follows. */
  follows: Part | null
  /** Its title for a part other than the first. */
  titleOf: (title: string, number: number) => string
}

export interface Environment {
  capture: typeof capture
  startTape: typeof startTape
  courier: () => Promise<Courier | null>
  now: () => number
  freeSpace: typeof freeSpace
}

const METER_INTERVAL = 100
const SPACE_INTERVAL = 15_000

export interface Surroundings {
  subject: () => Promise<Subject>
  /** Whether the person is not heard in the conference: then they do not expect to be heard later. */
  isMuted: () => boolean
}

/** Records the conference in this browser: what is recorded goes to the spool, and from there to the server. */
export function useRecorder({ subject, isMuted }: Surroundings, environment: Partial<Environment> = {}) {
  const env: Environment = {
    capture,
    startTape,
    courier: useCourier,
    now: Date.now,
    freeSpace,
    ...environment,
  }
  const state = shallowRef<Recorder>(IDLE)
  const milliseconds = ref(0)
  const level = ref(0)
  const microphoneOn = ref(true)
  const isDiskFull = ref(false)
  const isDiskLow = ref(false)
  const courier = shallowRef<Courier | null>(null)

  let source: Capture | null = null
  let tape: Tape | null = null
  let writer: SpoolWriter | null = null
  let release = () => {}
  let isLeft = false

  const isHeard = computed(() => microphoneOn.value && !isMuted())
  const part = computed(() => {
    const now = state.value
    if (now.kind === 'sending') return now.part
    return 'run' in now ? now.run.part : null
  })
  const load = computed(() => (part.value && courier.value?.loads.get(part.value)) || null)

  function happen(event: RecorderEvent) {
    state.value = next(state.value, event)
  }

  async function start(wishes: RecorderWishes) {
    if (isRunning(state.value)) return
    milliseconds.value = 0
    happen({ type: 'ask' })
    try {
      source = await env.capture(wishes)
    } catch (cause) {
      return happen({ type: 'refuse', refusal: refusalOf(cause) })
    }
    courier.value = await env.courier()
    if (!courier.value) return give('no-storage')
    try {
      await begin(courier.value, source, wishes)
    } catch {
      give('failed')
    }
  }

  async function begin(carrier: Courier, from: Capture, wishes: RecorderWishes) {
    const made = newPart(await subject(), wishes, env.now())
    await carrier.spool.begin(made)
    recordedHere.value = made.id
    if (wishes.follows) void finishOff(carrier, wishes.follows)
    void carrier.carry(made.id)
    const own = (writer = new SpoolWriter(carrier.spool, made.id, (written) => carrier.told(written)))
    tape = env.startTape(from.stream, wishes.type, {
      chunk(chunk) {
        own.write(chunk)
        isDiskFull.value = own.isFailing
      },
      broken: () => end('broken'),
    })
    from.whenEnded(() => end('share-ended'))
    release = attend(from)
    from.hear(isHeard.value)
    const { ownTab, tabSound, microphone } = from
    happen({ type: 'start', run: { part: made.id, ownTab, tabSound, microphone }, at: env.now() })
  }

  /** The clock, the meter, the screen, the disk. */
  function attend(from: Capture): () => void {
    const sleepy = keepAwake()
    void keepStorage()
    const meter = setInterval(() => {
      const now = state.value
      if ('run' in now) milliseconds.value = elapsed(now.run.clock, env.now())
      level.value = now.kind === 'recording' ? from.level() : 0
    }, METER_INTERVAL)
    const look = async () => {
      const free = await env.freeSpace()
      isDiskLow.value = free !== null && free < LOW
    }
    const space = setInterval(look, SPACE_INTERVAL)
    void look()
    return () => {
      clearInterval(meter)
      clearInterval(space)
      sleepy()
      from.close()
    }
  }

  function give(refusal: Refusal) {
    source?.close()
    happen({ type: 'refuse', refusal })
  }

  function pause() {
    if (state.value.kind !== 'recording') return
    tape?.pause()
    happen({ type: 'pause', at: env.now() })
  }

  function resume() {
    if (state.value.kind !== 'paused') return
    tape?.resume()
    happen({ type: 'resume', at: env.now() })
  }

  function stop() {
    return end('asked')
  }

  async function end(why: Ending) {
    if (state.value.kind !== 'recording' && state.value.kind !== 'paused') return
    happen({ type: 'end', why, at: env.now() })
    await tape?.stop()
    release()
    level.value = 0
    // It may have been thrown away meanwhile.
    const kept = await writer?.close().then(
      () => true,
      () => false,
    )
    isDiskFull.value = false
    happen({ type: 'closed' })
    if (!kept) dismiss()
    else if (!isLeft) settle()
  }

  /** Its sending may have ended, or failed for good, before it was waited for. */
  function settle() {
    const now = load.value
    if (state.value.kind !== 'sending' || !now) return
    if (now.state === 'stored') {
      courier.value?.forget(now.part.id)
      happen({ type: 'stored', recording: now.recording })
    } else if (now.state === 'rejected') {
      // Whoever tells of leftovers knows what can be done.
      happen({ type: 'dismiss' })
    }
  }

  function dismiss() {
    happen({ type: 'dismiss' })
  }

  watch(load, settle)
  watch(isHeard, (heard) => source?.hear(heard), { flush: 'sync' })
  watch(part, (now) => (recordedHere.value = now))
  onScopeDispose(() => {
    isLeft = true
    recordedHere.value = null
    void end('asked')
  })

  return {
    state,
    load,
    milliseconds,
    level,
    microphoneOn,
    isHeard,
    isDiskFull,
    isDiskLow,
    isRunning: computed(() => isRunning(state.value)),
    start,
    pause,
    resume,
    stop,
    dismiss,
  }
}

async function finishOff(courier: Courier, part: Part) {
  const known = await courier.spool.part(part.id)
  if (!known) return
  courier.told(await courier.spool.end(part.id))
  await courier.carry(part.id)
}

function newPart(subject: Subject, { type, follows, titleOf }: RecorderWishes, now: number): NewPart {
  const number = follows ? follows.number + 1 : 1
  return {
    id: newUuid(),
    owner: subject.owner,
    room: subject.room,
    title: number > 1 ? titleOf(subject.title, number) : subject.title,
    type,
    startedAt: new Date(now).toISOString(),
    meetingId: subject.meetingId ?? follows?.meetingId ?? null,
    number,
  }
}

/** Chromium says the same when the person declines and when the page may not ask at all. */
function refusalOf(cause: unknown): Refusal {
  const name = cause instanceof DOMException ? cause.name : ''
  if (name === 'NotAllowedError' || name === 'AbortError') return 'declined'
  return name === 'NotFoundError' || name === 'NotReadableError' ? 'no-source' : 'failed'
}
