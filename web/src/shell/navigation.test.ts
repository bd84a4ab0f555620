import { describe, expect, it } from 'vitest'
import { ADMIN_PAGES, isHere, PAGES } from './navigation'

describe('isHere', () => {
  it.each([
    ['/', '/'],
    ['/room/algebra/settings', '/'],
    ['/archive/1', '/archive'],
    ['/history', '/history'],
    ['/nowhere', undefined],
    ['/archives', undefined],
  ])('on %s, the section is %s', (path, to) => {
    expect(PAGES.filter((page) => isHere(page, path)).map((page) => page.to)).toEqual(to ? [to] : [])
  })

  it('takes statistics for administration', () => {
    expect(ADMIN_PAGES.some((page) => isHere(page, '/stats'))).toBe(true)
  })
})
