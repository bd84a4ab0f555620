/** What a recording that runs can be told. */
export interface Tape {
  pause(): void
  resume(): void
  /** When its last bytes were given out. */
  stop(): Promise<void>
}

export interface TapeListener {
  chunk: (chunk: Blob) => void
  broken: () => void
}

const TIMESLICE = 1000

/** Keyframes often enough that every segment of the stream made of it can begin with one. */
const OPTIONS = {
  videoBitsPerSecond: 2_500_000,
  audioBitsPerSecond: 128_000,
  videoKeyFrameIntervalDuration: 2000,
}

/** Records from now on. */
export function startTape(stream: MediaStream, mimeType: string, { chunk, broken }: TapeListener): Tape {
  const recorder = new MediaRecorder(stream, { ...OPTIONS, mimeType })
  const stopped = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve()))
  recorder.addEventListener('dataavailable', ({ data }) => chunk(data))
  recorder.addEventListener('error', broken)
  // Chromium stops by itself when what it records is gone.
  recorder.addEventListener('stop', broken)
  recorder.start(TIMESLICE)
  return {
    pause: () => recorder.pause(),
    resume: () => recorder.resume(),
    stop() {
      if (recorder.state !== 'inactive') recorder.stop()
      return stopped
    },
  }
}
