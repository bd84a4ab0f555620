import { describe, expect, it } from 'vitest'
import type { Participant } from '@/api/types'
import { inOrder, shownColumns } from './participants'
import { pollBars } from './polls'

const person = (name: string, rest: Partial<Participant> = {}): Participant => ({
  userId: null,
  name,
  email: null,
  kind: 'participant',
  guest: false,
  moderator: false,
  joinedAt: '2026-11-25T10:00:00Z',
  leftAt: null,
  durationSeconds: 0,
  uncertain: false,
  intervals: [],
  messages: 0,
  ...rest,
})
const names = (people: Participant[]) => people.map(({ name }) => name)

describe('participants', () => {
  const people = [
    person('Вера', { durationSeconds: 60, joinedAt: '2026-11-25T10:05:00Z' }),
    person('Анна', { durationSeconds: 600, joinedAt: '2026-11-25T10:01:00+03:00' }),
    person('Борис', { durationSeconds: 6 }),
  ]

  it.each([
    ['name', false, ['Анна', 'Борис', 'Вера']],
    ['duration', true, ['Анна', 'Вера', 'Борис']],
    ['joined', false, ['Анна', 'Борис', 'Вера']],
  ] as const)('by %s, descending: %s', (column, descending, expected) => {
    expect(names(inOrder(people, column, descending))).toEqual(expected)
  })

  it('have a column for addresses only when there are any', () => {
    expect(shownColumns(people)).not.toContain('email')
    expect(shownColumns([...people, person('Г', { email: 'g@uni.example' })])).toContain('email')
  })
})

describe('pollBars', () => {
  it('share the votes', () => {
    const answers = [
      { key: 'a', name: 'Да', votes: 3 },
      { key: 'b', name: 'Нет', votes: 1 },
    ]
    expect(pollBars({ answers }).map(({ percent }) => percent)).toEqual([75, 25])
  })

  it('are empty when nobody voted', () => {
    expect(pollBars({ answers: [{ key: 'a', name: 'Да', votes: 0 }] })[0]?.percent).toBe(0)
  })
})
