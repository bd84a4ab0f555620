import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { api } from '@/api/client'
import type { MonitoringState } from '@/api/types'
import { ASK_EVERY, GRACE, LONGEST_SILENCE, RECONNECT_EVERY, useMonitoring } from './useMonitoring'

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

const minute = (minute: number): MonitoringState => ({
  at: new Date(Date.UTC(2026, 10, 25, 10, minute)).toISOString(),
  rooms: [],
  recorders: [],
  callbacks: { lastEventAt: null, boots: [], waiting: 0 },
  queue: { waiting: 0, running: 0, failed: 0 },
})
const shown = () => seen.state.value && new Date(seen.state.value.at).getUTCMinutes()
const answer = vi.spyOn(api, 'GET')
let scope: EffectScope
let seen: ReturnType<typeof useMonitoring>

beforeEach(() => {
  vi.useFakeTimers()
  Wire.all = []
  vi.stubGlobal('EventSource', Wire)
  answer
    .mockReset()
    .mockImplementation(async () => ({ data: minute(1), response: Response.json(null) }) as never)
  scope = effectScope()
  seen = scope.run(() => useMonitoring())!
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('monitoring', () => {
  it('shows what the stream says, and an older answer no more', async () => {
    expect(seen.connection.value).toBe('connecting')
    Wire.all[0]?.says(minute(2))
    await vi.advanceTimersByTimeAsync(1)
    expect(seen.connection.value).toBe('live')
    expect(shown()).toBe(2)
  })

  it('asks for the state with which a stream need not begin', async () => {
    await vi.advanceTimersByTimeAsync(1)
    expect(shown()).toBe(1)
    expect(seen.connection.value).toBe('connecting')
  })

  it('asks while there is no stream, and stops when it is back', async () => {
    Wire.all[0]?.breaks(0)
    await vi.advanceTimersByTimeAsync(GRACE + 2 * ASK_EVERY)
    expect(seen.connection.value).toBe('polling')
    expect(answer.mock.calls.length).toBeGreaterThan(2)
    Wire.all[0]?.says(minute(2))
    const asked = answer.mock.calls.length
    await vi.advanceTimersByTimeAsync(5 * ASK_EVERY)
    expect(answer.mock.calls.length).toBe(asked)
    expect(seen.connection.value).toBe('live')
  })

  it('does not worry anybody when the stream comes again at once', async () => {
    Wire.all[0]?.says(minute(2))
    Wire.all[0]?.breaks(0)
    await vi.advanceTimersByTimeAsync(GRACE - 1)
    expect(seen.connection.value).toBe('live')
    Wire.all[0]?.says(minute(3))
    await vi.advanceTimersByTimeAsync(GRACE)
    expect(seen.connection.value).toBe('live')
    expect(shown()).toBe(3)
  })

  it('opens a stream anew that was given up', async () => {
    Wire.all[0]?.breaks(2)
    await vi.advanceTimersByTimeAsync(RECONNECT_EVERY)
    expect(Wire.all).toHaveLength(2)
    Wire.all[1]?.says(minute(3))
    expect(seen.connection.value).toBe('live')
  })

  it('says so when nothing answers, and keeps what it knew', async () => {
    Wire.all[0]?.says(minute(2))
    answer.mockRejectedValue(new TypeError('offline'))
    Wire.all[0]?.breaks(0)
    await vi.advanceTimersByTimeAsync(GRACE)
    expect(seen.connection.value).toBe('lost')
    expect(shown()).toBe(2)
    expect(seen.problem.value?.key).toBe('unreachable')
  })

  it('does not trust a long silence', async () => {
    Wire.all[0]?.says(minute(2))
    await vi.advanceTimersByTimeAsync(1)
    answer.mockRejectedValue(new TypeError('offline'))
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE)
    expect(Wire.all).toHaveLength(2)
    expect(seen.connection.value).toBe('lost')
  })

  it('is quiet after the page was left', async () => {
    await vi.advanceTimersByTimeAsync(1)
    const asked = answer.mock.calls.length
    scope.stop()
    Wire.all[0]?.breaks(2)
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE)
    expect(Wire.all).toHaveLength(1)
    expect(answer.mock.calls.length).toBe(asked)
  })
})
