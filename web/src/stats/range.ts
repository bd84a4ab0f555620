import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { date, oneOf, text } from '@/format/query'

export const SPANS = ['7', '30', '90', '365'] as const
export type Span = (typeof SPANS)[number] | 'custom'

/** Days as the calendar of the viewer has them, both included. */
export interface Range {
  span: Span
  from: string
  to: string
  room: string
}

const USUAL = '30'

export function rangeFromQuery(query: LocationQuery, today = localDay(new Date())): Range {
  const room = text(query.room)
  const [from, to] = [date(query.from), date(query.to)]
  if (from || to) {
    const [first, last] = [from || to, to || (from > today ? from : today)].sort() as [string, string]
    return { span: 'custom', from: first, to: last, room }
  }
  const span = oneOf(SPANS, text(query.days)) ?? USUAL
  return { span, from: addDays(today, 1 - Number(span)), to: today, room }
}

export function rangeToQuery({ span, from, to, room }: Range): LocationQueryRaw {
  const query: LocationQueryRaw = {}
  if (span === 'custom') Object.assign(query, { from, to })
  else if (span !== USUAL) query.days = span
  if (room) query.room = room
  return query
}

export function localDay(instant: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`
}

/** Counted in UTC: there a day is always 24 hours long. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
