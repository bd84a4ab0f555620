import { computed, reactive, ref } from 'vue'
import { ProblemError } from '@/api/problem'
import { deliver, type DeliveryMetadata } from './deliver'
import { Speedometer } from './speed'

export type UploadState = 'waiting' | 'sending' | 'done' | 'failed' | 'cancelled'

export interface Upload {
  /** Also the Idempotency-Key: a retry of the same file is the same delivery. */
  readonly key: string
  readonly file: File
  readonly title: string
  readonly metadata: DeliveryMetadata
  state: UploadState
  sent: number
  speed: number | null
  recordingId: string | null
  problem: ProblemError | null
}

/** Sends files one after another. */
export function useUploads() {
  const uploads = ref<Upload[]>([])
  let cancelCurrent: (() => void) | null = null

  function add(file: File, metadata: DeliveryMetadata) {
    uploads.value.push(
      reactive<Upload>({
        key: crypto.randomUUID?.() ?? fallbackUuid(),
        file,
        title: metadata.title ?? file.name,
        metadata,
        state: 'waiting',
        sent: 0,
        speed: null,
        recordingId: null,
        problem: null,
      }),
    )
    void work()
  }

  async function work() {
    if (uploads.value.some(({ state }) => state === 'sending')) return
    const next = uploads.value.find(({ state }) => state === 'waiting')
    if (!next) return
    await send(next as Upload)
    void work()
  }

  async function send(upload: Upload) {
    const cancelling = new AbortController()
    const speedometer = new Speedometer()
    cancelCurrent = () => cancelling.abort()
    Object.assign(upload, { state: 'sending', sent: 0, speed: null, problem: null })
    try {
      const { id } = await deliver(upload.file, upload.metadata, {
        key: upload.key,
        signal: cancelling.signal,
        onProgress: (sent) => {
          upload.sent = sent
          upload.speed = speedometer.note(sent, performance.now())
        },
      })
      Object.assign(upload, { state: 'done', sent: upload.file.size, recordingId: id })
    } catch (cause) {
      if (cancelling.signal.aborted) upload.state = 'cancelled'
      else Object.assign(upload, { state: 'failed', problem: ProblemError.from(cause) })
    }
    cancelCurrent = null
  }

  function cancel(upload: Upload) {
    if (upload.state === 'sending') cancelCurrent?.()
    else if (upload.state === 'waiting') upload.state = 'cancelled'
  }

  function retry(upload: Upload) {
    upload.state = 'waiting'
    void work()
  }

  return {
    uploads,
    busy: computed(() => uploads.value.some(({ state }) => state === 'sending' || state === 'waiting')),
    add,
    cancel,
    retry,
  }
}

/** `randomUUID` exists in secure contexts only; a local network may well serve plain HTTP. */
function fallbackUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
