import { describe, expect, it } from 'vitest'
import { NO_FILTERS, filtersFromQuery, filtersToQuery, isNarrowed, type Filters } from './filters'

describe('filters', () => {
  it('leave the URL empty when nothing is chosen', () => {
    expect(filtersToQuery(NO_FILTERS)).toEqual({})
    expect(filtersFromQuery({})).toEqual(NO_FILTERS)
  })

  it('come back from the URL as they went in', () => {
    const filters: Filters = {
      q: 'фурье ряд',
      room: 'матан-1',
      from: '2026-09-01',
      to: '2026-09-30',
      status: 'failed',
      sort: 'longest',
      sources: ['chat', 'slide'],
      page: 2,
    }
    expect(filtersFromQuery(filtersToQuery(filters) as never)).toEqual(filters)
  })

  it('count pages from one in the URL', () => {
    expect(filtersToQuery({ ...NO_FILTERS, page: 1 })).toEqual({ page: '2' })
  })

  it('ignore what they do not know', () => {
    const query = {
      from: 'yesterday',
      to: '2026-99-01',
      status: 'lost',
      sort: 'worst',
      source: 'dreams',
      page: '-4',
    }
    expect(filtersFromQuery(query)).toEqual(NO_FILTERS)
  })

  it('take the first of repeated values', () => {
    expect(filtersFromQuery({ room: ['a', 'b'], source: 'chat' })).toMatchObject({
      room: 'a',
      sources: ['chat'],
    })
  })

  it('know whether they narrow the list', () => {
    expect(isNarrowed({ ...NO_FILTERS, sort: 'title', page: 3 })).toBe(false)
    expect(isNarrowed({ ...NO_FILTERS, room: 'a' })).toBe(true)
  })
})
