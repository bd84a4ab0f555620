import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { RecordingStatus, Sort, Source } from '@/api/types'
import { date, list, oneOf, page, text } from '@/format/query'

export const STATUS_GROUPS = {
  ready: ['watchable', 'published'],
  processing: ['expected', 'receiving', 'stored', 'processing', 'watchable'],
  failed: ['failed'],
  trashed: ['trashed'],
} satisfies Record<string, RecordingStatus[]>

export type StatusGroup = keyof typeof STATUS_GROUPS

export const SORTS = ['newest', 'oldest', 'longest', 'title'] as const satisfies readonly Sort[]
export const SOURCES = ['title', 'chat', 'slide', 'caption'] as const satisfies readonly Source[]

export interface Filters {
  q: string
  room: string
  from: string
  to: string
  status: StatusGroup | ''
  sort: Sort
  sources: Source[]
  /** Counted from zero, as the API does; the URL counts from one. */
  page: number
}

export const NO_FILTERS: Readonly<Filters> = Object.freeze({
  q: '',
  room: '',
  from: '',
  to: '',
  status: '',
  sort: 'newest',
  sources: [],
  page: 0,
})

export function filtersFromQuery(query: LocationQuery): Filters {
  return {
    q: text(query.q),
    room: text(query.room),
    from: date(query.from),
    to: date(query.to),
    status: oneOf(Object.keys(STATUS_GROUPS) as StatusGroup[], text(query.status)) ?? '',
    sort: oneOf(SORTS, text(query.sort)) ?? 'newest',
    sources: SOURCES.filter((source) => list(query.source).includes(source)),
    page: page(query.page),
  }
}

export function filtersToQuery(filters: Filters): LocationQueryRaw {
  const query: LocationQueryRaw = {}
  if (filters.q) query.q = filters.q
  if (filters.room) query.room = filters.room
  if (filters.from) query.from = filters.from
  if (filters.to) query.to = filters.to
  if (filters.status) query.status = filters.status
  if (filters.sort !== 'newest') query.sort = filters.sort
  if (filters.sources.length > 0) query.source = [...filters.sources]
  if (filters.page > 0) query.page = String(filters.page + 1)
  return query
}

export function isNarrowed(filters: Filters): boolean {
  return Boolean(filters.q || filters.room || filters.from || filters.to || filters.status)
}
