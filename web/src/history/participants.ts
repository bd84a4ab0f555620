import type { Participant } from '@/api/types'

export const COLUMNS = ['name', 'email', 'joined', 'duration', 'messages'] as const
export type Column = (typeof COLUMNS)[number]

const ORDERS: Record<Column, (a: Participant, b: Participant) => number> = {
  name: (a, b) => (a.name ?? '').localeCompare(b.name ?? ''),
  email: (a, b) => (a.email ?? '').localeCompare(b.email ?? ''),
  joined: (a, b) => Date.parse(a.joinedAt) - Date.parse(b.joinedAt),
  duration: (a, b) => a.durationSeconds - b.durationSeconds,
  messages: (a, b) => a.messages - b.messages,
}

export function inOrder(people: Participant[], column: Column, descending: boolean): Participant[] {
  const order = ORDERS[column]
  return [...people].sort((a, b) => (descending ? order(b, a) : order(a, b)))
}

/** Whom an account is known of, but no name: that one was erased. */
export function nameless({ userId }: { userId?: string | null }) {
  return userId ? 'participants.erased' : 'participants.nameless'
}

/** Addresses are only sent to whom they may be shown. */
export function shownColumns(people: Participant[]): Column[] {
  return COLUMNS.filter((column) => column !== 'email' || people.some(({ email }) => email))
}
