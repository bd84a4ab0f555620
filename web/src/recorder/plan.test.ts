import { describe, expect, it } from 'vitest'
import { delayBefore, plan, type Move } from './plan'
import type { Part } from './spool'

const part = (change: Partial<Part>): Part => ({
  id: 'p',
  owner: 'me',
  room: 'algebra',
  title: 'Algebra',
  type: 'video/webm',
  startedAt: '2026-11-25T10:00:00.000Z',
  meetingId: null,
  number: 1,
  url: '/u',
  acknowledged: 0,
  recorded: 100,
  ended: false,
  ...change,
})
const at = (offset: number, length: number | null = null, recording: string | null = null) => ({
  offset,
  length,
  recording,
})

describe('what is next', () => {
  it.each<[string, Partial<Part>, ReturnType<typeof at> | null, Move]>([
    ['nothing yet', { url: null, recorded: 0 }, null, { kind: 'wait' }],
    ['ended before anything came', { url: null, recorded: 0, ended: true }, null, { kind: 'drop' }],
    ['the first bytes', { url: null }, null, { kind: 'create' }],
    ['after a failure, or at first', {}, null, { kind: 'ask' }],
    ['more than the server has', {}, at(40), { kind: 'append', offset: 40 }],
    ['the server has all so far', {}, at(100), { kind: 'wait' }],
    ['all, and no more comes', { ended: true }, at(100), { kind: 'finish', offset: 100 }],
    ['some, and no more comes', { ended: true }, at(60), { kind: 'append', offset: 60 }],
    ['it is stored', { ended: true }, at(100, 100, 'r'), { kind: 'done', recording: 'r' }],
    ['less than it had', { acknowledged: 50 }, at(40), { kind: 'lost' }],
    ['more than there is', {}, at(101), { kind: 'lost' }],
  ])('%s', (_, change, standing, move) => {
    expect(plan(part(change), standing)).toEqual(move)
  })

  it.each([
    [0, 1000],
    [1, 2000],
    [5, 30_000],
    [99, 30_000],
  ])('after %d failures it waits %d ms', (failures, milliseconds) => {
    expect(delayBefore(failures)).toBe(milliseconds)
  })
})
