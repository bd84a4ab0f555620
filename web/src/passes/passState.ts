import type { PassState } from '@/api/types'

/** A new state without a look does not compile. */
export const STATE_TONES: Record<PassState, '' | 'is-good' | 'is-bad'> = {
  active: 'is-good',
  'not-yet': '',
  expired: '',
  'used-up': '',
  revoked: 'is-bad',
}
