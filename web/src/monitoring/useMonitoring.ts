import { onScopeDispose, ref, shallowRef } from 'vue'
import { api, call } from '@/api/client'
import type { MonitoringState } from '@/api/types'
import { ProblemError } from '@/api/problem'

/** `polling`: no stream, but what is shown is fresh. `lost`: what is shown was so once. */
export type Connection = 'connecting' | 'live' | 'polling' | 'lost'

export const ASK_EVERY = 5000
/** The server ends each stream after some minutes, and the browser comes again at once: no reason to worry anybody. */
export const GRACE = 4000
export const RECONNECT_EVERY = 15_000
/** A proxy may keep a connection open behind which nobody speaks any more. */
export const LONGEST_SILENCE = 45_000

/**
 * What goes on now, as the server tells it. Without the stream it is asked again and again while the page is seen;
 * a stream that the browser has given up on, or that has long been silent, is opened anew.
 */
export function useMonitoring() {
  const state = shallowRef<MonitoringState | null>(null)
  const connection = ref<Connection>('connecting')
  const problem = shallowRef<ProblemError | null>(null)
  const timers: Partial<Record<'ask' | 'reconnect' | 'silence', ReturnType<typeof setTimeout>>> = {}
  let stream: EventSource | null = null
  let broken = false
  let over = false

  function later(name: keyof typeof timers, action: () => void, delay: number) {
    clearTimeout(timers[name])
    timers[name] = setTimeout(action, delay)
  }

  /** An answer that was asked for may arrive after a newer state was told. */
  function show(next: MonitoringState) {
    if (!state.value || Date.parse(next.at) >= Date.parse(state.value.at)) state.value = next
    problem.value = null
  }

  function connect() {
    stream?.close()
    stream = new EventSource('/api/v1/monitoring/stream')
    stream.addEventListener('open', heard)
    stream.addEventListener('state', (event) => {
      heard()
      show(JSON.parse((event as MessageEvent<string>).data) as MonitoringState)
    })
    stream.addEventListener('error', onBroken)
  }

  function heard() {
    broken = false
    connection.value = 'live'
    clearTimeout(timers.ask)
    later('silence', start, LONGEST_SILENCE)
  }

  function onBroken() {
    if (over) return
    broken = true
    clearTimeout(timers.silence)
    if (stream?.readyState === EventSource.CLOSED) {
      later('reconnect', connect, RECONNECT_EVERY)
      void ask()
    } else later('ask', () => void ask(), GRACE)
  }

  async function ask() {
    clearTimeout(timers.ask)
    try {
      const found = await call(api.GET('/api/v1/monitoring'))
      if (over) return
      show(found)
      if (broken) connection.value = 'polling'
    } catch (cause) {
      if (over || isLive()) return
      problem.value = ProblemError.from(cause)
      connection.value = 'lost'
      broken = true
    }
    if (broken && !document.hidden) later('ask', () => void ask(), ASK_EVERY)
  }

  function isLive(): boolean {
    return stream?.readyState === EventSource.OPEN
  }

  /** The stream need not begin with the state, so that is asked for too. */
  function start() {
    connect()
    void ask()
  }

  function onVisibility() {
    if (!document.hidden && !isLive()) void ask()
  }

  document.addEventListener('visibilitychange', onVisibility)
  start()
  onScopeDispose(() => {
    over = true
    stream?.close()
    Object.values(timers).forEach(clearTimeout)
    document.removeEventListener('visibilitychange', onVisibility)
  })

  return { state, connection, problem, retry: start }
}
