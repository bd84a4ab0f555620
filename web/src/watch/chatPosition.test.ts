import { describe, expect, it } from 'vitest'
import { currentMessage } from './chatPosition'

const messages = [3, 10, 10, 25.5].map((at) => ({ at }))

describe('currentMessage', () => {
  it.each([
    [0, -1],
    [2.99, -1],
    [3, 0],
    [9, 0],
    [10, 2],
    [25.4, 2],
    [25.5, 3],
    [9999, 3],
  ])('at %d s is number %d', (position, index) => expect(currentMessage(messages, position)).toBe(index))

  it('is none where nobody wrote', () => expect(currentMessage([], 10)).toBe(-1))
})
