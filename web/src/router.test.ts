import { describe, expect, it } from 'vitest'
import { localPath } from './router'

describe('localPath', () => {
  it.each(['/archive/1?t=5', '/upload'])('keeps %s', (path) => expect(localPath(path)).toBe(path))

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'archive', undefined, ['/upload']])(
    'does not follow %s',
    (path) => expect(localPath(path)).toBe('/'),
  )
})
