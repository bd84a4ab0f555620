/** The few recurrences that the form offers; `other` is a rule that came from elsewhere and stays as it is. */
export const REPEATS = ['none', 'daily', 'weekly', 'fortnightly'] as const
export type Repeat = (typeof REPEATS)[number] | 'other'

export interface Recurrence {
  repeat: Repeat
  /** The last day, as `2026-12-31`; "" for no end. */
  until: string
}

const RULES: Record<Exclude<Repeat, 'none' | 'other'>, string> = {
  daily: 'FREQ=DAILY',
  weekly: 'FREQ=WEEKLY',
  fortnightly: 'FREQ=WEEKLY;INTERVAL=2',
}

export function toRule({ repeat, until }: Recurrence, known: string | null = null): string | null {
  if (repeat === 'none') return null
  if (repeat === 'other') return known
  return until ? `${RULES[repeat]};UNTIL=${until.replaceAll('-', '')}T235959Z` : RULES[repeat]
}

export function fromRule(rule: string | null): Recurrence {
  if (!rule) return { repeat: 'none', until: '' }
  const parts = rule
    .replace(/^RRULE:/, '')
    .split(';')
    .filter((part) => part && part !== 'INTERVAL=1')
  const last = parts.find((part) => part.startsWith('UNTIL='))
  const bare = parts.filter((part) => part !== last).join(';')
  const repeat = (Object.keys(RULES) as (keyof typeof RULES)[]).find((each) => RULES[each] === bare)
  const day = /^UNTIL=(\d{4})(\d{2})(\d{2})/.exec(last ?? '')
  return { repeat: repeat ?? 'other', until: day ? day.slice(1).join('-') : '' }
}
