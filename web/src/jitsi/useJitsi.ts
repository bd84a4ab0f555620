import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Joining } from '@/api/types'
import { failureOf, loadJitsi, type JitsiApi, type JitsiConstructor } from './externalApi'

export type Phase = 'idle' | 'loading' | 'waiting' | 'inside' | 'closed'
export type JitsiFailure = 'script' | 'frame' | 'conference'

interface Handlers {
  closed: (seconds: number) => void
  recordingFailed?: (error: string) => void
}

interface Environment {
  load: (url: string) => Promise<JitsiConstructor>
  now: () => number
}

const FRAME_TIMEOUT = 30_000
const HANG_UP_TIMEOUT = 3000
const ANSWER_TIMEOUT = 3000

/** One conference inside of an element: from the script to the last word of the frame. */
export function useJitsi({ closed, recordingFailed }: Handlers, environment: Partial<Environment> = {}) {
  const { load = loadJitsi, now = Date.now } = environment
  const phase = ref<Phase>('idle')
  const failure = ref<JitsiFailure | null>(null)
  const recording = ref(false)
  const passwordAsked = ref(false)
  const muted = ref(false)
  const others = shallowRef<ReadonlySet<string>>(new Set())

  let api: JitsiApi | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let enteredAt: number | null = null
  let attempt = 0

  async function open(parentNode: HTMLElement, joining: Joining, lang: string) {
    dispose()
    const own = ++attempt
    failure.value = null
    phase.value = 'loading'
    try {
      const JitsiMeetExternalAPI = await load(joining.script)
      if (own === attempt) start(JitsiMeetExternalAPI, parentNode, joining, lang)
    } catch {
      if (own === attempt) fail('script')
    }
  }

  function start(Api: JitsiConstructor, parentNode: HTMLElement, joining: Joining, lang: string) {
    timer = setTimeout(() => fail('frame'), FRAME_TIMEOUT)
    api = new Api(joining.domain, {
      roomName: joining.room,
      parentNode,
      width: '100%',
      height: '100%',
      jwt: joining.jwt,
      lang,
      configOverwrite: joining.configOverwrite,
      interfaceConfigOverwrite: joining.interfaceConfigOverwrite,
      userInfo: {
        displayName: joining.displayName,
        ...(joining.email ? { email: joining.email } : {}),
      },
      onload: frameLoaded,
    })
    listen(api)
  }

  function frameLoaded() {
    clearTimeout(timer)
    if (phase.value === 'loading') phase.value = 'waiting'
  }

  function listen(jitsi: JitsiApi) {
    jitsi.addListener('audioMuteStatusChanged', (status) => (muted.value = status.muted))
    jitsi.addListener('videoConferenceJoined', () => {
      void askWhetherMuted(jitsi)
      frameLoaded()
      enteredAt ??= now()
      passwordAsked.value = false
      phase.value = 'inside'
    })
    jitsi.addListener('videoConferenceLeft', () => {
      others.value = new Set()
      recording.value = false
    })
    jitsi.addListener('participantJoined', ({ id }) => (others.value = new Set([...others.value, id])))
    jitsi.addListener('participantLeft', ({ id }) => {
      others.value = new Set([...others.value].filter((other) => other !== id))
    })
    jitsi.addListener('recordingStatusChanged', ({ on, mode, error }) => {
      if (mode !== 'local') recording.value = on
      if (error) recordingFailed?.(error)
    })
    jitsi.addListener('passwordRequired', () => (passwordAsked.value = true))
    jitsi.addListener('errorOccurred', (payload) => {
      if (failureOf(payload).isFatal) fail('conference')
    })
    jitsi.addListener('readyToClose', close)
  }

  async function askWhetherMuted(jitsi: JitsiApi) {
    const answer = await inTime(jitsi.isAudioMuted?.())
    if (api === jitsi && answer !== null) muted.value = answer
  }

  /** By which the server knows this conference; null before one is inside. */
  function meetingId(): Promise<string | null> {
    return inTime(api?.getSessionId?.())
  }

  function fail(reason: JitsiFailure) {
    dispose()
    failure.value = reason
    phase.value = 'idle'
  }

  /** Asks the frame to say goodbye; one that does not answer is closed all the same. */
  function hangUp() {
    if (!api) return close()
    api.executeCommand('hangup')
    clearTimeout(timer)
    timer = setTimeout(close, HANG_UP_TIMEOUT)
  }

  function close() {
    if (phase.value === 'closed') return
    const seconds = enteredAt === null ? 0 : Math.round((now() - enteredAt) / 1000)
    dispose()
    enteredAt = null
    phase.value = 'closed'
    closed(seconds)
  }

  function dispose() {
    attempt++
    clearTimeout(timer)
    api?.dispose()
    api = null
    others.value = new Set()
    recording.value = false
    passwordAsked.value = false
    muted.value = false
  }

  onScopeDispose(dispose)

  return {
    phase,
    failure,
    recording,
    passwordAsked,
    muted,
    people: computed(() => (phase.value === 'inside' ? others.value.size + 1 : 0)),
    open,
    hangUp,
    meetingId,
  }
}

/** A frame that is gone does not answer. */
async function inTime<T>(answer: Promise<T | null | undefined> | T | null | undefined): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ANSWER_TIMEOUT)))
  try {
    return (await Promise.race([answer, late])) ?? null
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
