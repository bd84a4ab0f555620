import { expect, it } from 'vitest'
import { appLink, isFresh } from './appLink'

it.each([
  ['Mozilla/5.0 (Linux; Android 15; Pixel 9)', 5, 'android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)', 5, 'ios'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 5, 'ios'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 0, null],
  ['Mozilla/5.0 (X11; Linux x86_64)', 0, null],
])('in %s with %d touch points the link is %s', (userAgent, maxTouchPoints, link) => {
  expect(appLink({ android: 'android', ios: 'ios' }, { userAgent, maxTouchPoints })).toBe(link)
})

it.each([
  ['2026-11-25T10:02:00Z', false],
  ['2026-11-25T10:02:01Z', true],
  ['2026-11-25T09:00:00Z', false],
])('a token until %s is fresh at ten: %s', (expiresAt, fresh) => {
  expect(isFresh({ expiresAt }, Date.parse('2026-11-25T10:00:00Z'))).toBe(fresh)
})
