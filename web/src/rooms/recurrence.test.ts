import { describe, expect, it } from 'vitest'
import { fromRule, toRule, type Recurrence } from './recurrence'

const known: [string | null, Recurrence][] = [
  [null, { repeat: 'none', until: '' }],
  ['FREQ=DAILY', { repeat: 'daily', until: '' }],
  ['FREQ=WEEKLY', { repeat: 'weekly', until: '' }],
  ['FREQ=WEEKLY;INTERVAL=2', { repeat: 'fortnightly', until: '' }],
  ['FREQ=WEEKLY;UNTIL=20261231T235959Z', { repeat: 'weekly', until: '2026-12-31' }],
]

describe('a recurrence', () => {
  it.each(known)('%s goes there and back', (rule, recurrence) => {
    expect(fromRule(rule)).toEqual(recurrence)
    expect(toRule(recurrence)).toBe(rule)
  })

  it.each([
    ['RRULE:FREQ=DAILY', 'daily', ''],
    ['FREQ=WEEKLY;INTERVAL=1', 'weekly', ''],
    ['FREQ=DAILY;UNTIL=20261231', 'daily', '2026-12-31'],
  ])('%s is understood too', (rule, repeat, until) => expect(fromRule(rule)).toEqual({ repeat, until }))

  it.each(['FREQ=MONTHLY', 'FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=WEEKLY;COUNT=5'])('%s stays as it is', (rule) => {
    const recurrence = fromRule(rule)
    expect(recurrence.repeat).toBe('other')
    expect(toRule(recurrence, rule)).toBe(rule)
  })
})
