/** What keeps a recording from beginning. */
export type Refusal = 'declined' | 'no-source' | 'no-storage' | 'failed'

/** Runs while something is recorded, not while it is paused. */
export interface Clock {
  /** Milliseconds recorded before. */
  before: number
  /** When it went on; null while it stands. */
  since: number | null
}

/** What runs now: the part that it makes, and what it hears. */
export interface Run {
  part: string
  clock: Clock
  /** Whether the picture is that of this tab; else of a window or screen. */
  ownTab: boolean
  /** Whether others are heard: the browser or the person may not have given the tab's sound. */
  tabSound: boolean
  microphone: boolean
}

export type Recorder =
  | { kind: 'idle'; refusal: Refusal | null }
  | { kind: 'asking' }
  | { kind: 'recording'; run: Run }
  | { kind: 'paused'; run: Run }
  | { kind: 'closing'; run: Run; why: Ending }
  | { kind: 'sending'; part: string; milliseconds: number; why: Ending }
  | { kind: 'safe'; milliseconds: number; recording: string | null }

/** Who or what stopped it: its button, the browser's own bar, or an error of the browser. */
export type Ending = 'asked' | 'share-ended' | 'broken'

export type RecorderEvent =
  | { type: 'ask' }
  | { type: 'refuse'; refusal: Refusal }
  | { type: 'start'; run: Omit<Run, 'clock'>; at: number }
  | { type: 'pause'; at: number }
  | { type: 'resume'; at: number }
  | { type: 'end'; why: Ending; at: number }
  | { type: 'closed' }
  | { type: 'stored'; recording: string | null }
  | { type: 'dismiss' }

export const IDLE: Recorder = { kind: 'idle', refusal: null }

/** What does not fit the state changes nothing: events come from the browser, in whatever order. */
export function next(state: Recorder, event: RecorderEvent): Recorder {
  switch (event.type) {
    case 'ask':
      return isRunning(state) ? state : { kind: 'asking' }
    case 'refuse':
      return state.kind === 'asking' ? { kind: 'idle', refusal: event.refusal } : state
    case 'start':
      return state.kind === 'asking'
        ? { kind: 'recording', run: { ...event.run, clock: { before: 0, since: event.at } } }
        : state
    case 'pause':
      return state.kind === 'recording' ? { kind: 'paused', run: stand(state.run, event.at) } : state
    case 'resume':
      return state.kind === 'paused' ? { kind: 'recording', run: goOn(state.run, event.at) } : state
    case 'end':
      return state.kind === 'recording' || state.kind === 'paused'
        ? { kind: 'closing', run: stand(state.run, event.at), why: event.why }
        : state
    case 'closed':
      return state.kind === 'closing'
        ? {
            kind: 'sending',
            part: state.run.part,
            milliseconds: state.run.clock.before,
            why: state.why,
          }
        : state
    case 'stored':
      return state.kind === 'sending'
        ? { kind: 'safe', milliseconds: state.milliseconds, recording: event.recording }
        : state
    case 'dismiss':
      return isRunning(state) ? state : IDLE
  }
}

/** Whether something would be lost that is being recorded now. */
export function isRunning(
  state: Recorder,
): state is Extract<Recorder, { kind: 'asking' | 'recording' | 'paused' | 'closing' }> {
  return ['asking', 'recording', 'paused', 'closing'].includes(state.kind)
}

export function elapsed({ before, since }: Clock, now: number): number {
  return before + (since === null ? 0 : Math.max(0, now - since))
}

function stand(run: Run, at: number): Run {
  return { ...run, clock: { before: elapsed(run.clock, at), since: null } }
}

function goOn(run: Run, at: number): Run {
  return { ...run, clock: { ...run.clock, since: at } }
}
