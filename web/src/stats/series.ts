import type { DayStat, HourStat } from '@/api/historyTypes'
import { addDays } from './range'

export const MEASURES = ['conferences', 'people', 'minutes', 'messages', 'recordings', 'peak'] as const
export type Measure = (typeof MEASURES)[number]

const QUIET = {
  conferences: 0,
  people: 0,
  guests: 0,
  minutes: 0,
  peak: 0,
  recordings: 0,
  messages: 0,
}

/** A day on which nothing happened may be missing in the answer, but not in the chart. */
export function everyDay(found: DayStat[], from: string, to: string): DayStat[] {
  const known = new Map(found.map((stat) => [stat.day, stat]))
  const days: DayStat[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(known.get(day) ?? { day, ...QUIET })
  return days
}

export function everyHour(found: HourStat[]): HourStat[] {
  const known = new Map(found.map((stat) => [stat.hour, stat]))
  return Array.from(
    { length: 24 },
    (_, hour) => known.get(hour) ?? { hour, conferences: 0, people: 0, peak: 0 },
  )
}

/** One number for the whole range. The most at once is a maximum; people of different days may be the same. */
export function overall(days: DayStat[], measure: Measure): { value: number; kind: 'sum' | 'most' } {
  const values = days.map((day) => day[measure])
  return measure === 'peak' || measure === 'people'
    ? { value: Math.max(0, ...values), kind: 'most' }
    : { value: values.reduce((sum, value) => sum + value, 0), kind: 'sum' }
}
