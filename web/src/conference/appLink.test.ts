import { expect, it } from 'vitest'
import { appLink } from './appLink'

it.each([
  ['Mozilla/5.0 (Linux; Android 15; Pixel 9)', 5, 'android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)', 5, 'ios'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 5, 'ios'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 0, null],
  ['Mozilla/5.0 (X11; Linux x86_64)', 0, null],
])('in %s with %d touch points the link is %s', (userAgent, maxTouchPoints, link) => {
  expect(appLink({ android: 'android', ios: 'ios' }, { userAgent, maxTouchPoints })).toBe(link)
})
