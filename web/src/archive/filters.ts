import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { RecordingStatus, Sort, Source } from '@/api/types'

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
    page: Math.max(0, (Number.parseInt(text(query.page), 10) || 1) - 1),
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

function list(value: LocationQuery[string] | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')
}

function text(value: LocationQuery[string] | undefined): string {
  return list(value)[0]?.trim() ?? ''
}

function date(value: LocationQuery[string] | undefined): string {
  const day = text(value)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : ''
}

function oneOf<T extends string>(known: readonly T[], value: string): T | undefined {
  return known.find((item) => item === value)
}
