import { onScopeDispose, ref, shallowRef } from 'vue'
import { monitoring } from '@/api/historyCalls'
import type { MonitoringState } from '@/api/historyTypes'
import { ProblemError } from '@/api/problem'

/** `polling`: no stream, but what is shown is fresh. `lost`: what is shown was so once. */
export type Connection = 'connecting' | 'live' | 'polling' | 'lost'

export const ASK_EVERY = 5000
export const RECONNECT_EVERY = 15_000

/**
 * What goes on now, as the server tells it. Without the stream it is asked again and again while the page is seen;
 * a stream that the browser has given up on is opened anew.
 */
export function useMonitoring() {
  const state = shallowRef<MonitoringState | null>(null)
  const connection = ref<Connection>('connecting')
  const problem = shallowRef<ProblemError | null>(null)
  let stream: EventSource | null = null
  let asking: ReturnType<typeof setTimeout> | undefined
  let reconnecting: ReturnType<typeof setTimeout> | undefined
  let over = false

  function show(next: MonitoringState) {
    state.value = next
    problem.value = null
  }

  function connect() {
    clearTimeout(reconnecting)
    stream?.close()
    stream = new EventSource(monitoring.stream)
    stream.addEventListener('open', () => {
      connection.value = 'live'
      clearTimeout(asking)
    })
    stream.addEventListener('state', (event) => {
      connection.value = 'live'
      clearTimeout(asking)
      show(JSON.parse((event as MessageEvent<string>).data) as MonitoringState)
    })
    stream.addEventListener('error', () => void onBroken())
  }

  async function onBroken() {
    if (over) return
    const gone = stream?.readyState === EventSource.CLOSED
    clearTimeout(reconnecting)
    if (gone) reconnecting = setTimeout(connect, RECONNECT_EVERY)
    await ask()
  }

  async function ask() {
    clearTimeout(asking)
    try {
      const found = await monitoring.state()
      if (over || isLive()) return
      show(found)
      connection.value = 'polling'
    } catch (cause) {
      if (over || isLive()) return
      problem.value = ProblemError.from(cause)
      connection.value = 'lost'
    }
    if (!document.hidden) asking = setTimeout(() => void ask(), ASK_EVERY)
  }

  function isLive(): boolean {
    return stream?.readyState === EventSource.OPEN
  }

  function retry() {
    connect()
    void ask()
  }

  function onVisibility() {
    if (!document.hidden && !isLive()) void ask()
  }

  document.addEventListener('visibilitychange', onVisibility)
  connect()
  onScopeDispose(() => {
    over = true
    stream?.close()
    clearTimeout(asking)
    clearTimeout(reconnecting)
    document.removeEventListener('visibilitychange', onVisibility)
  })

  return { state, connection, problem, retry }
}
