import { expect, it } from 'vitest'
import { levelOf } from './mixer'

it.each([
  ['silence', [0, 0, 0], 0],
  ['nothing', [], 0],
  ['full scale', [1, -1, 1], 1],
  ['−30 dB', Array<number>(8).fill(10 ** (-30 / 20)), 0.5],
  ['below what is heard', [0.0001], 0],
])('the level of %s', (_, samples, level) => {
  expect(levelOf(samples)).toBeCloseTo(level, 5)
})
