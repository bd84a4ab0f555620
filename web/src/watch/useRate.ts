import { ref, watch, type Ref } from 'vue'
import { read, write } from '@/ui/storage'

export const RATES = [0.75, 1, 1.25, 1.5, 1.75, 2] as const

const KEY = 'rate'

/** The playback speed, remembered from one recording to the next. */
export function useRate(video: Ref<HTMLVideoElement | null>) {
  const rate = ref<number>(RATES.find((known) => String(known) === read(KEY)) ?? 1)

  watch(
    [video, rate],
    ([element, value]) => {
      if (!element) return
      element.defaultPlaybackRate = value
      element.playbackRate = value
    },
    { flush: 'post', immediate: true },
  )
  watch(rate, (value) => write(KEY, String(value)))

  return { rate }
}
