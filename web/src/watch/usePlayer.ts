import type Hls from 'hls.js'
import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { mediaBehind } from '@/api/mediaLinks'
import type { Playback } from '@/api/types'
import { isLive } from './live'

/** It begins with nothing, and a node may have to begin anew. */
const PATIENT = {
  default: {
    maxTimeToFirstByteMs: 20_000,
    maxLoadTimeMs: 60_000,
    timeoutRetry: { maxNumRetry: 5, retryDelayMs: 1000, maxRetryDelayMs: 8000 },
    errorRetry: { maxNumRetry: 10, retryDelayMs: 1000, maxRetryDelayMs: 8000 },
  },
}

const HLS_TYPE = 'application/vnd.apple.mpegurl'

interface Options {
  playback: () => Playback
  startAt: () => number
  /** Asks for new signed URLs: the ones at hand may have expired. */
  renew: () => Promise<unknown>
}

/**
 * Plays a recording in a `<video>`: HLS through Media Source Extensions or natively, else the progressive file.
 * A running film is left alone when only the signatures of its URLs change. One that was watched while it was
 * received goes on at the same second when it has come.
 */
export function usePlayer(video: Ref<HTMLVideoElement | null>, { playback, startAt, renew }: Options) {
  const broken = ref(false)
  let hls: Hls | null = null
  let playing: string | null = null
  let playingLive = false
  let renewed = false

  async function attach(at: number) {
    const element = video.value
    const { hls: playlist, video: file } = playback()
    if (!element) return
    detach()
    playing = identity(playback())
    playingLive = isLive(playback())
    if (playlist && 'MediaSource' in window) await attachHls(element, playlist, at)
    else if (playlist && element.canPlayType(HLS_TYPE)) attachSource(element, playlist, at)
    else if (file) attachSource(element, file, at)
    else broken.value = true
  }

  async function attachHls(element: HTMLVideoElement, playlist: string, at: number) {
    const { default: HlsPlayer } = await import('hls.js')
    if (video.value !== element) return
    const live = isLive(playback())
    hls = new HlsPlayer({
      // Whoever comes late sees it from the beginning.
      startPosition: at > 0 || live ? at : -1,
      maxBufferLength: 30,
      backBufferLength: 60,
      ...(live && { manifestLoadPolicy: PATIENT, playlistLoadPolicy: PATIENT, fragLoadPolicy: PATIENT }),
    })
    let healed = false
    hls.on(HlsPlayer.Events.ERROR, (_, { fatal, type }) => {
      if (!fatal) return
      if (type === HlsPlayer.ErrorTypes.MEDIA_ERROR && !healed) {
        healed = true
        hls?.recoverMediaError()
      } else void recover()
    })
    hls.loadSource(playlist)
    hls.attachMedia(element)
  }

  function attachSource(element: HTMLVideoElement, url: string, at: number) {
    element.src = url
    if (at > 0) element.addEventListener('loadedmetadata', () => (element.currentTime = at), { once: true })
  }

  function detach() {
    hls?.destroy()
    hls = null
    video.value?.removeAttribute('src')
  }

  async function recover() {
    const at = video.value?.currentTime || startAt()
    if (renewed) {
      broken.value = true
      return
    }
    renewed = true
    const before = playing
    const wasPaused = video.value?.paused ?? true
    await renew().catch(() => {})
    if (playing === before) await attach(at)
    if (!wasPaused) await video.value?.play().catch(() => {})
  }

  async function goOver(element: HTMLVideoElement) {
    const { currentTime, paused, playbackRate } = element
    broken.value = false
    renewed = false
    await attach(currentTime || startAt())
    element.playbackRate = playbackRate
    if (!paused) await element.play().catch(() => {})
  }

  /** Not quite to the end: what is loaded there is played at once. */
  function seekToLive() {
    const element = video.value
    const end = hls?.liveSyncPosition ?? element?.seekable.end(element.seekable.length - 1)
    if (element && end !== undefined && Number.isFinite(end)) {
      element.currentTime = end
      void element.play().catch(() => {})
    }
  }

  async function tryAgain() {
    broken.value = false
    renewed = false
    await recover()
  }

  function seek(seconds: number) {
    const element = video.value
    if (!element) return
    if (element.readyState >= HTMLMediaElement.HAVE_METADATA) element.currentTime = seconds
    else void attach(seconds)
  }

  watch(
    [video, playback],
    ([element, next], [previous] = [null, next]) => {
      if (!element) return
      if (element !== previous) void attach(startAt())
      else if (identity(next) !== playing && playingLive) void goOver(element)
      else if (identity(next) !== playing && (element.paused || !playing))
        void attach(element.currentTime || startAt())
    },
    { immediate: true, flush: 'post' },
  )

  onScopeDispose(detach)

  return {
    broken,
    seek,
    seekToLive,
    tryAgain,
    onError: () => hls === null && void recover(),
    onPlaying: () => (renewed = false),
  }
}

function identity({ hls, video }: Playback): string {
  return mediaBehind(hls ?? video ?? '')
}
