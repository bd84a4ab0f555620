import type { Interval } from '@/api/types'

/** A piece of the line, in percent of the whole. */
export interface Bar {
  left: number
  width: number
}

export interface Tick {
  at: string
  left: number
}

const MINUTE = 60_000
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440].map((minutes) => minutes * MINUTE)
/** More labels than this would touch each other on a phone. */
const MOST_TICKS = 6
/** Who looked in for a second shall be seen too. */
const LEAST_WIDTH = 0.5

/** Where on a line from `start` to `end` the intervals lie. Clocks may differ: what sticks out is cut off. */
export function bars(intervals: Interval[], start: string, end: string): Bar[] {
  const [from, length] = [Date.parse(start), Date.parse(end) - Date.parse(start)]
  if (length <= 0) return intervals.length > 0 ? [{ left: 0, width: 100 }] : []
  const percent = (instant: string) =>
    Math.min(100, Math.max(0, ((Date.parse(instant) - from) / length) * 100))
  return intervals.map((interval) => {
    const left = Math.min(percent(interval.from), 100 - LEAST_WIDTH)
    return { left, width: Math.max(LEAST_WIDTH, percent(interval.to ?? end) - left) }
  })
}

/** Round moments between `start` and `end`; `offset` is the minutes of the zone that makes them round. */
export function ticks(start: string, end: string, offset = new Date(start).getTimezoneOffset()): Tick[] {
  const [from, to] = [Date.parse(start), Date.parse(end)]
  if (to <= from) return []
  const step = STEPS.find((candidate) => (to - from) / candidate <= MOST_TICKS) ?? to - from
  const shift = offset * MINUTE
  const found: Tick[] = []
  for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) {
    found.push({ at: new Date(at).toISOString(), left: ((at - from) / (to - from)) * 100 })
  }
  return found
}
