import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import type { Joining } from '@/api/types'
import type { JitsiApi, JitsiConstructor, JitsiEvents, JitsiOptions } from './externalApi'
import { useJitsi } from './useJitsi'

const joining = {
  domain: 'meet.example.org',
  script: 'https://meet.example.org/external_api.js',
  room: 'algebra',
  jwt: 'signed',
  configOverwrite: { subject: 'Algebra' },
  interfaceConfigOverwrite: {},
  displayName: 'Ann',
  email: null,
} as unknown as Joining

class Frame implements JitsiApi {
  static last: Frame
  readonly commands: string[] = []
  disposed = false
  private readonly listeners = new Map<string, (payload: never) => void>()

  constructor(
    readonly domain: string,
    readonly options: JitsiOptions,
  ) {
    Frame.last = this
  }

  addListener(event: string, listener: (payload: never) => void) {
    this.listeners.set(event, listener)
  }

  executeCommand(command: string) {
    this.commands.push(command)
  }

  dispose() {
    this.disposed = true
  }

  say<E extends keyof JitsiEvents>(event: E, payload: JitsiEvents[E]) {
    this.listeners.get(event)?.(payload as never)
  }
}

let scope: EffectScope
let time = 0
const closed = vi.fn()
const recordingFailed = vi.fn()
const load = vi.fn(async () => Frame as unknown as JitsiConstructor)

function conference() {
  return scope.run(() => useJitsi({ closed, recordingFailed }, { load, now: () => time }))!
}

async function inside() {
  const jitsi = conference()
  await jitsi.open(document.body, joining, 'ru')
  Frame.last.say('videoConferenceJoined', { roomName: 'algebra', id: 'me' })
  return jitsi
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  time = 0
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

describe('useJitsi', () => {
  it('opens the room with what the server signed', async () => {
    await conference().open(document.body, joining, 'ru')
    expect(load).toHaveBeenCalledWith('https://meet.example.org/external_api.js')
    expect(Frame.last.domain).toBe('meet.example.org')
    expect(Frame.last.options).toMatchObject({
      roomName: 'algebra',
      jwt: 'signed',
      lang: 'ru',
      configOverwrite: { subject: 'Algebra' },
      userInfo: { displayName: 'Ann' },
    })
    expect(Frame.last.options.userInfo).not.toHaveProperty('email')
  })

  it('counts people as they come and go', async () => {
    const jitsi = await inside()
    expect(jitsi.people.value).toBe(1)
    Frame.last.say('participantJoined', { id: 'a' })
    Frame.last.say('participantJoined', { id: 'a' })
    Frame.last.say('participantJoined', { id: 'b' })
    expect(jitsi.people.value).toBe(3)
    Frame.last.say('participantLeft', { id: 'a' })
    expect(jitsi.people.value).toBe(2)
  })

  it('stays while people go to a breakout room', async () => {
    const jitsi = await inside()
    Frame.last.say('participantJoined', { id: 'a' })
    Frame.last.say('videoConferenceLeft', { roomName: 'algebra' })
    Frame.last.say('videoConferenceJoined', { roomName: 'breakout', id: 'me' })
    expect(jitsi.people.value).toBe(1)
    expect(closed).not.toHaveBeenCalled()
  })

  it('shows recordings of the server, not those of a browser', async () => {
    const jitsi = await inside()
    Frame.last.say('recordingStatusChanged', { on: true, mode: 'local' })
    expect(jitsi.recording.value).toBe(false)
    Frame.last.say('recordingStatusChanged', { on: true, mode: 'file' })
    expect(jitsi.recording.value).toBe(true)
    Frame.last.say('recordingStatusChanged', { on: false, mode: 'file', error: 'busy' })
    expect(jitsi.recording.value).toBe(false)
    expect(recordingFailed).toHaveBeenCalledWith('busy')
  })

  it.each([
    ['as it is sent', { error: { name: 'conference.connectionError', isFatal: true } }],
    ['as the handbook has it', { name: 'conference.connectionError', isFatal: true }],
  ])('fails on a fatal error %s', async (_, payload) => {
    const jitsi = await inside()
    Frame.last.say('errorOccurred', payload)
    expect(jitsi.failure.value).toBe('conference')
    expect(Frame.last.disposed).toBe(true)
  })

  it('lives with other errors', async () => {
    const jitsi = await inside()
    Frame.last.say('errorOccurred', { error: { name: 'gum.not_found', isFatal: false } })
    expect(jitsi.failure.value).toBeNull()
    expect(jitsi.phase.value).toBe('inside')
  })

  it('is over when the frame says so, and tells how long it was', async () => {
    const jitsi = await inside()
    time = 95_000
    Frame.last.say('readyToClose', {})
    Frame.last.say('readyToClose', {})
    expect(closed.mock.calls).toEqual([[95]])
    expect(jitsi.phase.value).toBe('closed')
    expect(Frame.last.disposed).toBe(true)
  })

  it('asks the frame to hang up, and does not wait for ever', async () => {
    const jitsi = await inside()
    jitsi.hangUp()
    expect(Frame.last.commands).toEqual(['hangup'])
    expect(closed).not.toHaveBeenCalled()
    vi.runAllTimers()
    expect(closed).toHaveBeenCalledOnce()
  })

  it('says when the script does not come, and can try again', async () => {
    load.mockRejectedValueOnce(new Error('offline'))
    const jitsi = conference()
    await jitsi.open(document.body, joining, 'ru')
    expect(jitsi.failure.value).toBe('script')
    await jitsi.open(document.body, joining, 'ru')
    expect(jitsi.failure.value).toBeNull()
  })

  it('says when the frame stays empty', async () => {
    const jitsi = conference()
    await jitsi.open(document.body, joining, 'ru')
    vi.runAllTimers()
    expect(jitsi.failure.value).toBe('frame')
  })

  it('asks for a password until one is in', async () => {
    const jitsi = conference()
    await jitsi.open(document.body, joining, 'ru')
    Frame.last.say('passwordRequired', {})
    expect(jitsi.passwordAsked.value).toBe(true)
    Frame.last.say('videoConferenceJoined', { roomName: 'algebra', id: 'me' })
    expect(jitsi.passwordAsked.value).toBe(false)
  })

  it('leaves nothing behind', async () => {
    await inside()
    scope.stop()
    expect(Frame.last.disposed).toBe(true)
  })
})
