import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { monitoring } from '@/api/historyCalls'
import type { MonitoringState } from '@/api/historyTypes'
import { ProblemError } from '@/api/problem'
import { ASK_EVERY, RECONNECT_EVERY, useMonitoring } from './useMonitoring'

/** The browser's end of the wire: there is no server here that could break a connection on purpose. */
class Wire extends EventTarget {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSED = 2
  static all: Wire[] = []
  readyState = 0

  constructor(readonly url: string) {
    super()
    Wire.all.push(this)
  }

  close() {
    this.readyState = 2
  }

  says(state: MonitoringState) {
    this.readyState = 1
    this.dispatchEvent(new MessageEvent('state', { data: JSON.stringify(state) }))
  }

  breaks(readyState: number) {
    this.readyState = readyState
    this.dispatchEvent(new Event('error'))
  }
}

const nothing = (at: string): MonitoringState => ({
  at,
  rooms: [],
  recorders: [],
  callbacks: { lastEventAt: null, boots: [], waiting: 0 },
  queue: { waiting: 0, running: 0, failed: 0 },
})
const answer = vi.spyOn(monitoring, 'state')
let scope: EffectScope
let seen: ReturnType<typeof useMonitoring>

beforeEach(() => {
  vi.useFakeTimers()
  Wire.all = []
  vi.stubGlobal('EventSource', Wire)
  answer.mockReset().mockImplementation(async () => nothing('asked'))
  scope = effectScope()
  seen = scope.run(() => useMonitoring())!
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('monitoring', () => {
  it('shows what the stream says', () => {
    expect(seen.connection.value).toBe('connecting')
    Wire.all[0]?.says(nothing('told'))
    expect(seen.connection.value).toBe('live')
    expect(seen.state.value?.at).toBe('told')
    expect(answer).not.toHaveBeenCalled()
  })

  it('asks while there is no stream, and stops when it is back', async () => {
    Wire.all[0]?.breaks(0)
    await vi.advanceTimersByTimeAsync(2 * ASK_EVERY)
    expect(seen.connection.value).toBe('polling')
    expect(seen.state.value?.at).toBe('asked')
    Wire.all[0]?.says(nothing('told'))
    const asked = answer.mock.calls.length
    await vi.advanceTimersByTimeAsync(5 * ASK_EVERY)
    expect(answer.mock.calls.length).toBe(asked)
    expect(seen.state.value?.at).toBe('told')
  })

  it('opens a stream anew that was given up', async () => {
    Wire.all[0]?.breaks(2)
    await vi.advanceTimersByTimeAsync(RECONNECT_EVERY)
    expect(Wire.all).toHaveLength(2)
    Wire.all[1]?.says(nothing('again'))
    expect(seen.connection.value).toBe('live')
  })

  it('says so when nothing answers, and keeps what it knew', async () => {
    Wire.all[0]?.says(nothing('told'))
    answer.mockRejectedValue(ProblemError.unreachable())
    Wire.all[0]?.breaks(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(seen.connection.value).toBe('lost')
    expect(seen.state.value?.at).toBe('told')
    expect(seen.problem.value?.key).toBe('unreachable')
  })

  it('is quiet after the page was left', async () => {
    scope.stop()
    Wire.all[0]?.breaks(2)
    await vi.advanceTimersByTimeAsync(RECONNECT_EVERY)
    expect(Wire.all).toHaveLength(1)
    expect(answer).not.toHaveBeenCalled()
  })
})
