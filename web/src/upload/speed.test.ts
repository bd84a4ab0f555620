import { expect, it } from 'vitest'
import { Speedometer } from './speed'

it('measures over the last seconds', () => {
  const speedometer = new Speedometer(2000)
  expect(speedometer.note(0, 0)).toBeNull()
  expect(speedometer.note(1000, 1000)).toBe(1000)
  expect(speedometer.note(9000, 3000)).toBe(4000)
})
