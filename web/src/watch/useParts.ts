import { computed, ref, watch } from 'vue'
import type { Recording } from '@/api/types'
import { read, write } from '@/ui/storage'

const KEY = 'next-part'

/** The part that is to start as soon as its page is there. */
let awaited: string | null = null

interface Options {
  id: string
  recording: () => Recording | null
  go: (id: string) => void
}

/**
 * The way between the parts of a conference. The next one is offered at the end, and starts by itself only for who asked
 * for that, once for all recordings.
 */
export function useParts({ id, recording, go }: Options) {
  const goesOn = ref(read(KEY) === 'true')
  const ended = ref(false)
  const startsAtOnce = awaited === id
  awaited = null

  const next = computed(() => recording()?.nextPart ?? null)
  const previous = computed(() => recording()?.previousPart ?? null)

  function turn(by: -1 | 1) {
    const to = by < 0 ? previous.value : next.value
    if (!to) return
    awaited = to
    go(to)
  }

  function onEnded() {
    ended.value = true
    if (goesOn.value) turn(1)
  }

  watch(goesOn, (value) => write(KEY, String(value)))

  return {
    goesOn,
    startsAtOnce,
    next,
    previous,
    offered: computed(() => ended.value && next.value !== null),
    turn,
    onEnded,
    onPlaying: () => (ended.value = false),
  }
}
