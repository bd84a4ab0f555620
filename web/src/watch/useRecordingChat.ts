import { computed, nextTick, ref, shallowRef, watch, type Ref } from 'vue'
import { api, call } from '@/api/client'
import type { RecordingMessage } from '@/api/types'
import { read, write } from '@/ui/storage'
import { currentMessage } from './chatPosition'

const KEY = 'chat'

interface Options {
  id: string
  position: () => number
  /** The element that scrolls. */
  list: Ref<HTMLElement | null>
}

/** What was written while the recording ran, in step with the player until the viewer scrolls away. */
export function useRecordingChat({ id, position, list }: Options) {
  const messages = shallowRef<RecordingMessage[]>([])
  const shown = ref(read(KEY) !== 'hidden')
  const following = ref(true)
  const focused = ref<number | null>(null)
  const current = computed(() => currentMessage(messages.value, position()))
  /** The one line that Tab reaches; the arrows lead on from there. */
  const entry = computed(() => focused.value ?? Math.max(0, current.value))

  // Who may watch without the chat is not bothered: the recording is what they came for.
  void call(api.GET('/api/v1/recordings/{id}/messages', { params: { path: { id } } })).then(
    (found) => (messages.value = found),
    () => {},
  )

  function line(index: number): HTMLElement | null {
    return list.value?.querySelectorAll<HTMLElement>('[data-line]')[index] ?? null
  }

  /** Scrolls the list only, never the page. */
  function reveal(index: number) {
    const [box, element] = [list.value, line(Math.max(0, index))]
    if (box && element) box.scrollTop = element.offsetTop - (box.clientHeight - element.clientHeight) / 2
  }

  function toggle() {
    shown.value = !shown.value
    write(KEY, shown.value ? 'shown' : 'hidden')
  }

  function follow() {
    following.value = true
    reveal(current.value)
  }

  function move(to: number) {
    const index = Math.min(messages.value.length - 1, Math.max(0, to))
    focused.value = index
    following.value = false
    line(index)?.focus()
  }

  watch(
    [current, shown, messages],
    async () => {
      if (!following.value || !shown.value) return
      await nextTick()
      reveal(current.value)
    },
    { flush: 'post' },
  )

  return {
    messages,
    shown,
    toggle,
    current,
    entry,
    move,
    following,
    follow,
    stray: () => (following.value = false),
    forgetFocus: () => (focused.value = null),
  }
}
