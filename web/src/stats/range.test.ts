import { describe, expect, it } from 'vitest'
import type { LocationQuery } from 'vue-router'
import { addDays, rangeFromQuery, rangeToQuery } from './range'

const today = '2026-11-25'

describe('the range', () => {
  it.each([
    [{}, '2026-10-27', today, '30'],
    [{ days: '7' }, '2026-11-19', today, '7'],
    [{ days: '365' }, '2025-11-26', today, '365'],
    [{ days: '12' }, '2026-10-27', today, '30'],
    [{ from: '2026-09-01', to: '2026-09-30' }, '2026-09-01', '2026-09-30', 'custom'],
    [{ from: '2026-09-01' }, '2026-09-01', today, 'custom'],
    [{ to: '2026-09-01' }, '2026-09-01', '2026-09-01', 'custom'],
    [{ from: '2026-09-30', to: '2026-09-01' }, '2026-09-01', '2026-09-30', 'custom'],
    [{ from: '2027-01-01' }, '2027-01-01', '2027-01-01', 'custom'],
  ])('of %o is %s to %s', (query, from, to, span) => {
    expect(rangeFromQuery(query, today)).toEqual({ span, from, to, room: '' })
  })

  it('comes back from the URL', () => {
    const queries: LocationQuery[] = [
      {},
      { days: '90', room: 'matan' },
      { from: '2026-01-01', to: '2026-02-01', room: 'a' },
    ]
    for (const query of queries) expect(rangeToQuery(rangeFromQuery(query, today))).toEqual(query)
  })
})

describe('addDays', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-10-25', 1, '2026-10-26'],
  ])('%s and %d', (day, days, then) => expect(addDays(day, days)).toBe(then))
})
