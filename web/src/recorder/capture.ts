import { Mixer } from './mixer'

/** What is recorded: a picture, and all that is heard, mixed. */
export interface Capture {
  stream: MediaStream
  ownTab: boolean
  tabSound: boolean
  microphone: boolean
  /** From 0 to 1. */
  level(): number
  hear(microphone: boolean): void
  /** The person ended it by the browser's own bar, or the window is gone. */
  whenEnded(listener: () => void): void
  close(): void
}

export interface CaptureWishes {
  /** A device's id, "" for the usual one; null for none. */
  microphone: string | null
  /** What of this tab is wanted. */
  area: HTMLElement | null
}

export class NoSource extends Error {}

/** Asks for the picture first: the browser lets that be asked for only right after a click. */
export async function capture({ microphone, area }: CaptureWishes): Promise<Capture> {
  const display = await navigator.mediaDevices.getDisplayMedia(DISPLAY)
  const [picture] = display.getVideoTracks()
  if (!picture) throw new NoSource()
  const ownTab = await crop(picture, area)
  const voice = microphone === null ? null : await listen(microphone)
  const mixer = new Mixer(display, voice)
  return {
    stream: new MediaStream([picture, ...mixer.output.getAudioTracks()]),
    ownTab,
    tabSound: display.getAudioTracks().length > 0,
    microphone: voice !== null,
    level: () => mixer.level(),
    hear: (on) => mixer.hear(on),
    whenEnded: (listener) => picture.addEventListener('ended', listener),
    close() {
      mixer.close()
      for (const track of [...display.getTracks(), ...(voice?.getTracks() ?? [])]) track.stop()
    },
  }
}

/** Newer than what TypeScript knows of. */
const DISPLAY = {
  video: { frameRate: { ideal: 25, max: 30 }, displaySurface: 'browser' },
  audio: { suppressLocalAudioPlayback: false, echoCancellation: false, noiseSuppression: false },
  preferCurrentTab: true,
  selfBrowserSurface: 'include',
  surfaceSwitching: 'exclude',
  systemAudio: 'include',
} as DisplayMediaStreamOptions

interface Croppable extends MediaStreamTrack {
  cropTo?(target: unknown): Promise<void>
}

/**
 * The conference without what is around it.
 *
 * @return whether it is this tab at all
 */
async function crop(picture: Croppable, area: HTMLElement | null): Promise<boolean> {
  const { CropTarget } = globalThis as { CropTarget?: { fromElement(element: Element): Promise<unknown> } }
  const isTab = (picture.getSettings() as { displaySurface?: string }).displaySurface === 'browser'
  if (!CropTarget || !picture.cropTo || !area) return isTab
  try {
    await picture.cropTo(await CropTarget.fromElement(area))
    return true
  } catch {
    // It is another tab, a window or a screen.
    return false
  }
}

/** Without a microphone there is still something to record. */
async function listen(deviceId: string): Promise<MediaStream | null> {
  const audio: MediaTrackConstraints = {
    echoCancellation: true,
    noiseSuppression: true,
    ...(deviceId && { deviceId: { exact: deviceId } }),
  }
  return navigator.mediaDevices.getUserMedia({ audio }).catch(() => null)
}
