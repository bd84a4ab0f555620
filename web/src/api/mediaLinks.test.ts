import { describe, expect, it } from 'vitest'
import { sameMedia } from './mediaLinks'

describe('sameMedia', () => {
  it.each([
    ['/media/1.abc/r/1/poster.jpg', '/media/2.def/r/1/poster.jpg', true],
    ['https://s3/x/poster.jpg?sig=1', 'https://s3/x/poster.jpg?sig=2', true],
    ['/media/1.abc/r/1/poster.jpg', '/media/1.abc/r/2/poster.jpg', false],
    ['/media/1.abc/r/1/poster.jpg', null, false],
    [null, null, false],
  ])('%s and %s: %s', (a, b, same) => expect(sameMedia(a, b)).toBe(same))
})
