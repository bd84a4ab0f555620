import { describe, expect, it } from 'vitest'
import { emailsIn } from './emails'
import { emptyTerms, toDraft, toTerms } from './terms'

describe('emailsIn', () => {
  it.each([
    ['a@example.org, b@example.org;c@example.org\nd@example.org', 4],
    ['Ann <ann@example.org>, ANN@example.org', 1],
    ['nobody, @example.org, a@b', 0],
    ['', 0],
  ])('%s has %d', (text, count) => expect(emailsIn(text)).toHaveLength(count))
})

describe('the terms of a pass', () => {
  it('leave open what was left empty', () => {
    expect(toTerms({ ...emptyTerms('algebra'), name: ' Opponents ' })).toEqual({
      name: 'Opponents',
      room: 'algebra',
      from: null,
      until: null,
      role: 'guest',
      maxUses: null,
      note: '',
    })
  })

  it('come back as they went into the form', () => {
    const draft = {
      ...emptyTerms('algebra'),
      name: 'Press',
      from: '2026-12-01T10:00',
      until: '2026-12-01T12:30',
      maxUses: 5,
    }
    expect(toDraft(toTerms(draft))).toEqual(draft)
  })
})
