import { describe, expect, it } from 'vitest'
import { elapsed, IDLE, isRunning, next, type Recorder, type RecorderEvent } from './machine'

const run = { part: 'p1', ownTab: true, tabSound: true, microphone: true }

function after(...events: RecorderEvent[]): Recorder {
  return events.reduce(next, IDLE)
}

const started: RecorderEvent[] = [{ type: 'ask' }, { type: 'start', run, at: 1000 }]
const ended: RecorderEvent[] = [...started, { type: 'end', why: 'asked', at: 6000 }]
const closed: RecorderEvent[] = [...ended, { type: 'closed' }]

describe('the recorder', () => {
  it('goes from asking to safe', () => {
    expect(after({ type: 'ask' })).toEqual({ kind: 'asking' })
    expect(after(...started)).toEqual({
      kind: 'recording',
      run: { ...run, clock: { before: 0, since: 1000 } },
    })
    expect(after(...ended)).toMatchObject({ kind: 'closing', why: 'asked' })
    expect(after(...closed)).toEqual({ kind: 'sending', part: 'p1', milliseconds: 5000, why: 'asked' })
    expect(after(...closed, { type: 'stored', recording: 'r' })).toEqual({
      kind: 'safe',
      milliseconds: 5000,
      recording: 'r',
    })
  })

  it('counts what is recorded, and not what is paused', () => {
    const paused = after(...started, { type: 'pause', at: 4000 })
    expect(paused.kind === 'paused' && elapsed(paused.run.clock, 9000)).toBe(3000)
    const resumed = next(paused, { type: 'resume', at: 10_000 })
    expect(resumed.kind === 'recording' && elapsed(resumed.run.clock, 12_000)).toBe(5000)
    const over = [
      { type: 'end', why: 'share-ended', at: 13_000 },
      { type: 'closed' },
    ] as const satisfies readonly RecorderEvent[]
    expect(over.reduce<Recorder>(next, resumed)).toMatchObject({ milliseconds: 6000, why: 'share-ended' })
  })

  it('can be ended while it is paused', () => {
    expect(
      after(
        ...started,
        { type: 'pause', at: 2000 },
        { type: 'end', why: 'asked', at: 9000 },
        { type: 'closed' },
      ),
    ).toMatchObject({ kind: 'sending', milliseconds: 1000 })
  })

  it('says why it did not begin, and can be asked again', () => {
    const declined = after({ type: 'ask' }, { type: 'refuse', refusal: 'declined' })
    expect(declined).toEqual({ kind: 'idle', refusal: 'declined' })
    expect(next(declined, { type: 'ask' })).toEqual({ kind: 'asking' })
  })

  it('leaves what is on its way to others', () => {
    expect(next(after(...closed), { type: 'dismiss' })).toEqual(IDLE)
  })

  it('can begin anew while the rest of before is on its way', () => {
    expect(next(after(...closed), { type: 'ask' })).toEqual({ kind: 'asking' })
  })

  it.each<[string, Recorder, RecorderEvent]>([
    ['a second start', after(...started), { type: 'ask' }],
    ['a start that nobody asked for', IDLE, { type: 'start', run, at: 1 }],
    ['a pause of nothing', IDLE, { type: 'pause', at: 1 }],
    ['going on while it runs', after(...started), { type: 'resume', at: 1 }],
    ['a second end', after(...ended), { type: 'end', why: 'broken', at: 9 }],
    ['the rest before the end', after(...started), { type: 'closed' }],
    ['a late refusal', after(...started), { type: 'refuse', refusal: 'failed' }],
    ['being put away while it runs', after(...started), { type: 'dismiss' }],
    ['what is stored while it runs', after(...started), { type: 'stored', recording: 'r' }],
  ])('does not mind %s', (_, state, event) => {
    expect(next(state, event)).toBe(state)
  })

  it.each<[boolean, Recorder]>([
    [false, IDLE],
    [true, after({ type: 'ask' })],
    [true, after(...started)],
    [true, after(...started, { type: 'pause', at: 2000 })],
    [true, after(...ended)],
    [false, after(...closed)],
    [false, after(...closed, { type: 'stored', recording: null })],
  ])('%s: something would be lost in %o', (running, state) => {
    expect(isRunning(state)).toBe(running)
  })
})
