/** What this application uses of Jitsi's IFrame API, and no more. */
export interface JitsiApi {
  addListener<E extends keyof JitsiEvents>(event: E, listener: (payload: JitsiEvents[E]) => void): unknown
  executeCommand(command: string, ...args: unknown[]): void
  /** The meeting's id, once one is inside. */
  getSessionId?(): Promise<string | null | undefined> | string | null | undefined
  isAudioMuted?(): Promise<boolean> | boolean
  dispose(): void
}

interface Failure {
  name?: string
  message?: string
  isFatal?: boolean
}

export interface JitsiEvents {
  videoConferenceJoined: { roomName: string; id: string; displayName?: string }
  videoConferenceLeft: { roomName: string }
  participantJoined: { id: string; displayName?: string }
  participantLeft: { id: string }
  audioMuteStatusChanged: { muted: boolean }
  recordingStatusChanged: { on: boolean; mode?: 'local' | 'file' | 'stream'; error?: string }
  passwordRequired: unknown
  /** Jitsi sends the first shape; its handbook shows the second. */
  errorOccurred: { error: Failure } | Failure
  readyToClose: unknown
}

export interface JitsiOptions {
  roomName: string
  parentNode: HTMLElement
  width: string
  height: string
  jwt: string
  lang: string
  configOverwrite: Record<string, unknown>
  interfaceConfigOverwrite: Record<string, unknown>
  userInfo: { displayName: string; email?: string }
  onload: () => void
}

export type JitsiConstructor = new (domain: string, options: JitsiOptions) => JitsiApi

declare global {
  interface Window {
    JitsiMeetExternalAPI?: JitsiConstructor
  }
}

export class ScriptFailed extends Error {}

const TIMEOUT = 15_000
const loading = new Map<string, Promise<JitsiConstructor>>()

/** Loads the script once for the page; after a failure the next call tries again. */
export function loadJitsi(url: string, timeout = TIMEOUT): Promise<JitsiConstructor> {
  const known = loading.get(url) ?? load(url, timeout)
  loading.set(url, known)
  known.catch(() => loading.delete(url))
  return known
}

function load(url: string, timeout: number): Promise<JitsiConstructor> {
  const script = document.createElement('script')
  return new Promise<JitsiConstructor>((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timer)
      script.remove()
      reject(new ScriptFailed(reason))
    }
    const timer = setTimeout(() => fail('timeout'), timeout)
    script.onload = () => {
      clearTimeout(timer)
      if (window.JitsiMeetExternalAPI) resolve(window.JitsiMeetExternalAPI)
      else fail('no API in the script')
    }
    script.onerror = () => fail('not loaded')
    script.async = true
    script.src = url
    document.head.append(script)
  })
}

export function failureOf(payload: JitsiEvents['errorOccurred']): Failure {
  return 'error' in payload && payload.error ? payload.error : (payload as Failure)
}
