import type { RecordingMessage } from '@/api/types'

/** Which message was the last one at `position`; -1 before the first. They come in order of time. */
export function currentMessage(messages: readonly Pick<RecordingMessage, 'at'>[], position: number): number {
  let [low, high] = [0, messages.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((messages[middle]?.at ?? Infinity) <= position) low = middle + 1
    else high = middle
  }
  return low - 1
}
