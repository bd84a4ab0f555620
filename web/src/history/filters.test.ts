import { describe, expect, it } from 'vitest'
import { NO_FILTERS, filtersFromQuery, filtersToQuery, isNarrowed } from './filters'

describe('the filters of the history', () => {
  it('leave the URL empty when nothing is chosen', () => {
    expect(filtersToQuery(NO_FILTERS)).toEqual({})
    expect(filtersFromQuery({})).toEqual(NO_FILTERS)
  })

  it('come back from the URL as they went in', () => {
    const filters = {
      q: 'ряды',
      room: 'matan-1',
      from: '2026-09-01',
      to: '2026-09-30',
      live: true,
      page: 2,
    }
    expect(filtersFromQuery(filtersToQuery(filters) as never)).toEqual(filters)
  })

  it('ignore what they do not know', () => {
    expect(filtersFromQuery({ from: 'monday', live: 'perhaps', page: '-1' })).toEqual(NO_FILTERS)
  })

  it('know whether they narrow the list', () => {
    expect(isNarrowed({ ...NO_FILTERS, page: 3 })).toBe(false)
    expect(isNarrowed({ ...NO_FILTERS, live: true })).toBe(true)
  })
})
