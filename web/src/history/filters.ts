import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { date, page, text } from '@/format/query'

export interface HistoryFilters {
  q: string
  room: string
  from: string
  to: string
  live: boolean
  page: number
}

export const NO_FILTERS: Readonly<HistoryFilters> = Object.freeze({
  q: '',
  room: '',
  from: '',
  to: '',
  live: false,
  page: 0,
})

export function filtersFromQuery(query: LocationQuery): HistoryFilters {
  return {
    q: text(query.q),
    room: text(query.room),
    from: date(query.from),
    to: date(query.to),
    live: text(query.live) === 'true',
    page: page(query.page),
  }
}

export function filtersToQuery({ q, room, from, to, live, page }: HistoryFilters): LocationQueryRaw {
  const query: LocationQueryRaw = {}
  if (q) query.q = q
  if (room) query.room = room
  if (from) query.from = from
  if (to) query.to = to
  if (live) query.live = 'true'
  if (page > 0) query.page = String(page + 1)
  return query
}

export function isNarrowed({ q, room, from, to, live }: HistoryFilters): boolean {
  return Boolean(q || room || from || to || live)
}
