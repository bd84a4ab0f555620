import type { Joining } from '@/api/types'

/** What opens the app on this very device; null on a computer. */
export function appLink(
  { android, ios }: Pick<Joining, 'android' | 'ios'>,
  { userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'> = navigator,
): string | null {
  if (/Android/i.test(userAgent)) return android
  // An iPad calls itself a Mac.
  const isApple = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
  return isApple ? ios : null
}

const TIME_TO_USE = 120_000

/** Whether there is time left to take out a phone, and perhaps to install the app. */
export function isFresh({ expiresAt }: Pick<Joining, 'expiresAt'>, now = Date.now()): boolean {
  return Date.parse(expiresAt) - now > TIME_TO_USE
}
