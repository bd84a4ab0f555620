import { describe, expect, it } from 'vitest'
import { clock, parsePosition } from './duration'
import { formatAbout, formatBytes, formatLength } from './useFormat'

describe('clock', () => {
  it.each([
    [0, '0:00'],
    [9.9, '0:09'],
    [75, '1:15'],
    [3600, '1:00:00'],
    [5403.2, '1:30:03'],
    [-3, '0:00'],
  ])('%d s is %s', (seconds, text) => expect(clock(seconds)).toBe(text))
})

describe('parsePosition', () => {
  it.each([
    ['1234', 1234],
    ['12.5', 12.5],
    ['20:34', 1234],
    ['1:00:01', 3601],
    ['1h2m3s', 3723],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('%s is %s', (text, seconds) => expect(parsePosition(text)).toBe(seconds))
})

describe('formatBytes', () => {
  it('speaks the language', () => {
    expect(formatBytes(1_250_000, 'en')).toBe('1.3 MB')
    expect(formatBytes(734_000_000, 'ru')).toMatch(/^734\sМБ$/)
    expect(formatBytes(512, 'en')).toBe('512 byte')
  })
})

describe('formatAbout', () => {
  it('rounds to what one can use', () => {
    expect(formatAbout(3, 'en')).toBe('5 sec')
    expect(formatAbout(130, 'en')).toBe('2 min')
    expect(formatAbout(5400, 'en')).toBe('1.5 hr')
  })
})

describe('formatLength', () => {
  it.each([
    [0, '0 sec'],
    [59.4, '59 sec'],
    [60, '1 min'],
    [3599, '1 hr'],
    [3660, '1 hr 1 min'],
    [7200, '2 hr'],
  ])('%d s is %s', (seconds, text) => expect(formatLength(seconds, 'en')).toBe(text))

  it('speaks Russian', () => expect(formatLength(5000, 'ru')).toMatch(/^1\sч 23\sмин$/))
})
