import { computed, onScopeDispose, reactive, ref } from 'vue'
import { ProblemError } from '@/api/problem'
import type { UploadMetadata } from '@/tus/protocol'
import { sendFile, type Sending } from '@/tus/sendFile'
import { newUuid } from '@/tus/uuid'
import { Speedometer } from './speed'

export type UploadState = 'waiting' | 'sending' | 'offline' | 'paused' | 'done' | 'failed' | 'cancelled'

export type AboutFile = Pick<UploadMetadata, 'title' | 'room' | 'startedAt'>

export interface Upload {
  readonly key: string
  readonly file: File
  readonly about: AboutFile
  readonly title: string
  /** Where it has begun already; null to begin, or to look for what this browser remembers. */
  readonly known: string | null
  state: UploadState
  sent: number
  speed: number | null
  recordingId: string | null
  problem: ProblemError | null
}

/** Those that go on, by themselves or in their turn. */
const ACTIVE: readonly UploadState[] = ['waiting', 'sending', 'offline']

/** Sends files one after another. */
export function useUploads(send: typeof sendFile = sendFile) {
  const uploads = ref<Upload[]>([])
  const sendings = new Map<string, Sending>()

  function add(file: File, about: AboutFile, known: string | null = null) {
    const upload = reactive<Upload>({
      key: newUuid(),
      file,
      about,
      title: about.title ?? file.name,
      known,
      state: 'waiting',
      sent: 0,
      speed: null,
      recordingId: null,
      problem: null,
    })
    uploads.value.push(upload)
    work()
  }

  function work() {
    if (uploads.value.some(({ state }) => state === 'sending' || state === 'offline')) return
    const next = uploads.value.find(({ state }) => state === 'waiting')
    if (next) begin(next)
  }

  function begin(upload: Upload) {
    Object.assign(upload, { state: 'sending', problem: null })
    const sending = sendings.get(upload.key) ?? prepare(upload)
    sendings.set(upload.key, sending)
    sending.start()
  }

  function prepare(upload: Upload): Sending {
    const speedometer = new Speedometer()
    return send(upload.file, metadataOf(upload), upload.known, {
      progress(sent) {
        upload.sent = sent
        upload.speed = speedometer.note(sent, performance.now())
      },
      done(recordingId) {
        sendings.delete(upload.key)
        Object.assign(upload, { state: 'done', sent: upload.file.size, recordingId })
        work()
      },
      failed(problem) {
        if (!navigator.onLine) Object.assign(upload, { state: 'offline', speed: null })
        else Object.assign(upload, { state: 'failed', problem })
        work()
      },
    })
  }

  function pause(upload: Upload) {
    halt(upload, 'paused')
    void sendings.get(upload.key)?.pause()
    work()
  }

  function resume(upload: Upload) {
    upload.state = 'waiting'
    work()
  }

  function cancel(upload: Upload) {
    halt(upload, 'cancelled')
    // What cannot be told now, the server forgets when its time is over.
    sendings
      .get(upload.key)
      ?.cancel()
      .catch(() => {})
    sendings.delete(upload.key)
    work()
  }

  function halt(upload: Upload, state: UploadState) {
    Object.assign(upload, { state, speed: null, problem: null })
  }

  /** From the beginning, if it was cancelled. */
  function retry(upload: Upload) {
    if (upload.state !== 'cancelled') return resume(upload)
    uploads.value = uploads.value.filter(({ key }) => key !== upload.key)
    add(upload.file, upload.about)
  }

  function onOnline() {
    uploads.value.filter(({ state }) => state === 'offline').forEach(begin)
  }

  window.addEventListener('online', onOnline)
  onScopeDispose(() => {
    window.removeEventListener('online', onOnline)
    sendings.forEach((sending) => void sending.pause())
  })

  const active = computed(() => uploads.value.filter(({ state }) => ACTIVE.includes(state)))

  return {
    uploads,
    total: computed(() => totalOf(uploads.value)),
    busy: computed(() => active.value.length > 0),
    add,
    pause,
    resume,
    cancel,
    retry,
  }
}

function metadataOf({ key, file, about }: Upload): UploadMetadata {
  return { ...about, filename: file.name, filetype: file.type, deliveryKey: key }
}

export interface Total {
  files: number
  done: number
  bytes: number
  sent: number
  speed: number | null
}

/** Of all that was not cancelled. */
export function totalOf(uploads: readonly Pick<Upload, 'file' | 'state' | 'sent' | 'speed'>[]): Total {
  const counted = uploads.filter(({ state }) => state !== 'cancelled')
  return {
    files: counted.length,
    done: counted.filter(({ state }) => state === 'done').length,
    bytes: counted.reduce((sum, { file }) => sum + file.size, 0),
    sent: counted.reduce((sum, { sent }) => sum + sent, 0),
    speed: counted.find(({ state }) => state === 'sending')?.speed ?? null,
  }
}
