import { describe, expect, it } from 'vitest'
import en from '@/i18n/en.json'
import { BUTTONS, contrast } from './look'

describe('contrast', () => {
  it.each([
    ['#ffffff', '#000000', 21],
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#123456', '#123456', 1],
  ])('of %s and %s is %d', (one, other, ratio) => expect(contrast(one, other)).toBeCloseTo(ratio, 2))
})

it('has a text for every button', () => {
  expect(Object.keys(en.appearance.buttons).sort()).toEqual(Object.keys(BUTTONS).sort())
})
