import { describe, expect, it } from 'vitest'
import type { DayStat } from '@/api/types'
import { addDays } from './range'
import { everyDay, everyHour, overall, stretches } from './series'

const day = (day: string, rest: Partial<DayStat> = {}): DayStat => ({
  day,
  conferences: 0,
  people: 0,
  guests: 0,
  minutes: 0,
  peak: 0,
  peakConferences: 0,
  recordings: 0,
  messages: 0,
  ...rest,
})

describe('everyDay', () => {
  it('fills the gaps and leaves the rest alone', () => {
    const found = [day('2026-11-01', { people: 5 }), day('2026-11-03', { people: 7 })]
    const days = everyDay(found, '2026-10-31', '2026-11-04')
    expect(days.map(({ day, people }) => [day, people])).toEqual([
      ['2026-10-31', 0],
      ['2026-11-01', 5],
      ['2026-11-02', 0],
      ['2026-11-03', 7],
      ['2026-11-04', 0],
    ])
  })
})

describe('everyHour', () => {
  it('knows 24', () => {
    const hours = everyHour([{ hour: 9, conferences: 2, people: 30, peak: 25, peakConferences: 2 }])
    expect(hours).toHaveLength(24)
    expect(hours[9]?.people).toBe(30)
    expect(hours[10]?.people).toBe(0)
  })
})

describe('overall', () => {
  const days = [
    day('2026-11-01', { minutes: 60, people: 5, peak: 4 }),
    day('2026-11-02', { minutes: 30, people: 9, peak: 3 }),
  ]

  it.each([
    ['minutes', 90, 'sum'],
    ['people', 9, 'most'],
    ['peak', 4, 'most'],
  ] as const)('%s is %d, the %s', (measure, value, kind) =>
    expect(overall(days, measure)).toEqual({ value, kind }),
  )

  it('is nothing without days', () => expect(overall([], 'people').value).toBe(0))
})

describe('stretches', () => {
  const from = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      day(addDays('2026-01-01', i), { messages: 1, people: i, guests: 1 }),
    )

  it('are days as long as these can be seen', () => {
    const found = stretches(from(120))
    expect(found).toHaveLength(120)
    expect(found[3]).toMatchObject({ first: '2026-01-04', last: '2026-01-04', people: 3, messages: 1 })
  })

  it('are weeks otherwise: messages are added up, people counted on the busiest day', () => {
    const found = stretches(from(366))
    expect(found).toHaveLength(53)
    expect(found[0]).toMatchObject({
      first: '2026-01-01',
      last: '2026-01-07',
      messages: 7,
      people: 6,
      guests: 1,
    })
    expect(found[52]).toMatchObject({ first: '2026-12-31', last: '2027-01-01', messages: 2 })
  })
})
