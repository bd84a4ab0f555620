// Every call that the API's file does not describe yet stands here. Then `untyped<T>('GET', path)` becomes
// `call(api.GET(path, …))`, in this file alone.
import type * as T from './historyTypes'
import type { Recording } from './types'
import { untyped } from './untyped'

export type Query = Record<string, string | number | boolean | null | undefined>

const API = '/api/v1'

/** "?a=1&b=2" of what is set. */
export function queryString(query: Query): string {
  const set = Object.entries(query).filter(([, value]) => value != null && value !== '' && value !== false)
  return set.length > 0
    ? `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)] as [string, string]))}`
    : ''
}

export const conferences = {
  list: (query: Query) => untyped<T.Page<T.Conference>>('GET', `${API}/conferences${queryString(query)}`),
  one: async (number: number) =>
    flat(await untyped<T.ConferenceDetail | NestedDetail>('GET', `${API}/conferences/${number}`)),
  participants: (number: number) =>
    untyped<T.Participant[]>('GET', `${API}/conferences/${number}/participants`),
  messages: (number: number) => untyped<T.ChatMessage[]>('GET', `${API}/conferences/${number}/messages`),
  recordings: (number: number) => untyped<Recording[]>('GET', `${API}/conferences/${number}/recordings`),
  consents: (number: number) => untyped<T.Consent[]>('GET', `${API}/conferences/${number}/consents`),
  previewMail: (number: number, draft: T.MailDraft) =>
    untyped<T.MailPreview>('POST', `${API}/conferences/${number}/mail/preview`, draft),
  sendMail: (number: number, draft: T.MailDraft) =>
    untyped<T.SentMail>('POST', `${API}/conferences/${number}/mail`, draft),
  mails: (number: number) => untyped<T.SentMail[]>('GET', `${API}/conferences/${number}/mails`),
  download: (number: number, file: ConferenceFile) =>
    `${API}/conferences/${number}/${file}${queryString({ zone: zone() })}`,
}

/** The contract has the details beside the conference's own facts, the service has these inside of them. */
type NestedDetail = Omit<T.ConferenceDetail, keyof T.Conference> & { conference: T.Conference }

function flat(detail: T.ConferenceDetail | NestedDetail): T.ConferenceDetail {
  return 'conference' in detail ? { ...detail, ...detail.conference } : detail
}

/** Times in a file are those of who reads it. */
function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

export type ConferenceFile = 'participants.csv' | 'participants.xlsx' | 'messages.txt' | 'messages.json'

export const rooms = {
  list: () => untyped<T.Page<T.RoomName>>('GET', `${API}/rooms${queryString({ size: 100 })}`),
}

export const recordingMessages = (id: string) =>
  untyped<T.RecordingMessage[]>('GET', `${API}/recordings/${id}/messages`)

export const stats = {
  totals: () => untyped<T.Totals>('GET', `${API}/stats/totals`),
  days: (query: Query) => untyped<T.DayStat[]>('GET', `${API}/stats/days${queryString(query)}`),
  hours: (query: Query) => untyped<T.HourStat[]>('GET', `${API}/stats/hours${queryString(query)}`),
  rooms: (query: Query) => untyped<T.RoomStat[]>('GET', `${API}/stats/rooms${queryString(query)}`),
  csv: (table: 'totals' | 'days' | 'hours' | 'rooms', query: Query = {}) =>
    `${API}/stats/${table}.csv${queryString(query)}`,
}

export const monitoring = {
  state: () => untyped<T.MonitoringState>('GET', `${API}/monitoring`),
  stream: `${API}/monitoring/stream`,
}
