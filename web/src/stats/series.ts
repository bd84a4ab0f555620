import type { DayStat, HourStat } from '@/api/types'
import { addDays } from './range'

export const MEASURES = ['conferences', 'people', 'minutes', 'messages', 'recordings', 'peak'] as const
export type Measure = (typeof MEASURES)[number]

const QUIET = {
  conferences: 0,
  people: 0,
  guests: 0,
  minutes: 0,
  peak: 0,
  peakConferences: 0,
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

/** One bar of a chart: a day, or a week where single days would be too thin to see. */
export interface Stretch extends Omit<DayStat, 'day'> {
  first: string
  last: string
}

const MOST_BARS = 120
const WEEK = 7

export function stretches(days: DayStat[]): Stretch[] {
  const length = days.length > MOST_BARS ? WEEK : 1
  const found: Stretch[] = []
  for (let i = 0; i < days.length; i += length) found.push(together(days.slice(i, i + length)))
  return found
}

function together(days: DayStat[]): Stretch {
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  const figures = Object.fromEntries(MEASURES.map((measure) => [measure, overall(days, measure).value]))
  const guests = Math.max(0, ...days.map((day) => day.guests))
  const peakConferences = Math.max(0, ...days.map((day) => day.peakConferences))
  return { ...(figures as Record<Measure, number>), guests, peakConferences, first, last }
}

export function everyHour(found: HourStat[]): HourStat[] {
  const known = new Map(found.map((stat) => [stat.hour, stat]))
  return Array.from(
    { length: 24 },
    (_, hour) => known.get(hour) ?? { hour, conferences: 0, people: 0, peak: 0, peakConferences: 0 },
  )
}

/** One number for the whole range. The most at once is a maximum; people of different days may be the same. */
export function overall(days: DayStat[], measure: Measure): { value: number; kind: 'sum' | 'most' } {
  const values = days.map((day) => day[measure])
  return measure === 'peak' || measure === 'people'
    ? { value: Math.max(0, ...values), kind: 'most' }
    : { value: values.reduce((sum, value) => sum + value, 0), kind: 'sum' }
}
