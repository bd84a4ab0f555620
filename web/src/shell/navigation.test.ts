import { describe, expect, it } from 'vitest'
import { ADMIN_PAGES, isHere, LECTURER_PAGES, PAGES } from './navigation'

describe('isHere', () => {
  it.each([
    ['/', '/'],
    ['/room/algebra/settings', '/'],
    ['/archive/1', '/archive'],
    ['/history', '/history'],
    ['/stats', '/stats'],
    ['/nowhere', undefined],
    ['/archives', undefined],
  ])('on %s, the section is %s', (path, to) => {
    expect(PAGES.filter((page) => isHere(page, path)).map((page) => page.to)).toEqual(to ? [to] : [])
  })

  it('has each page once', () => {
    const all = [...PAGES, ...LECTURER_PAGES, ...ADMIN_PAGES].map(({ to }) => to)
    expect(new Set(all).size).toBe(all.length)
  })
})
