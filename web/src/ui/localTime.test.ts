import { describe, expect, it } from 'vitest'
import { fromLocalInput, toLocalInput } from './localTime'

describe('local time', () => {
  it.each(['2026-11-25T08:05', '2026-03-01T00:00', '2026-12-31T23:59'])('%s comes back', (text) => {
    expect(toLocalInput(fromLocalInput(text))).toBe(text)
  })

  it.each(['', 'soon'])('"%s" is no time', (text) => expect(fromLocalInput(text)).toBeNull())

  it('shows nothing for none', () => expect(toLocalInput(null)).toBe(''))
})
