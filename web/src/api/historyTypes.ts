// Until the API's file has them: then each becomes `Schemas['…']` in types.ts.
import type { Moment, PersonName } from './types'

export interface Page<T> {
  items: T[]
  page: number
  size: number
  total: number
}

export interface Conference {
  number: number
  room: string
  title: string
  startedAt: string
  endedAt: string | null
  live: boolean
  durationSeconds: number
  people: number
  peak: number
  messages: number
  recordings: number
  myDurationSeconds: number | null
  mayManage: boolean
}

export interface ConferenceDetail extends Conference {
  endReason: string | null
  /** The end was not seen but concluded. */
  uncertain: boolean
  polls: Poll[]
  recorders: RecorderRun[]
}

export interface Poll {
  id: string
  question: string
  author: string
  answers: { key: string; name: string; votes: number }[]
}

export interface RecorderRun {
  sessionId: string
  startedAt: string | null
  endedAt: string | null
  /** 'starting', 'recording', 'ended' or 'failed'. */
  status: string
  failure: string | null
}

export interface Participant {
  userId: string | null
  name: string | null
  email: string | null
  kind: 'participant' | 'recorder' | 'transcriber'
  guest: boolean
  moderator: boolean
  joinedAt: string
  leftAt: string | null
  durationSeconds: number
  uncertain: boolean
  intervals: Interval[]
  messages: number
}

export interface Interval {
  from: string
  to: string | null
}

export interface ChatMessage {
  id: string
  at: string
  /** Empty if their name was never said. */
  author: string
  userId: string | null
  /** Null when retracted. */
  text: string | null
  replyTo: string | null
  retractedAt: string | null
  reactions: { emoji: string; count: number }[]
}

export interface MailDraft {
  subject: string
  text: string
}

export interface MailPreview extends MailDraft {
  recipients: { name: string; email: string }[]
  withoutAddress: number
}

export interface SentMail extends MailDraft {
  id: string
  at: string
  sender: PersonName | null
  recipients: number
  failed: number
  status: 'sending' | 'sent' | 'failed'
}

export interface Consent {
  name: string
  at: string
  /** Which text it was; the same words have the same. */
  version: string
  text: string
}

export interface RecordingMessage {
  id: string
  /** Seconds of the recording. */
  at: number
  author: string
  text: string
  replyTo: string | null
}

export interface Totals {
  users: number
  guests: number
  conferences: number
  recordings: number
  messages: number
  hours: number
}

export interface DayStat {
  /** "2026-11-25" */
  day: string
  conferences: number
  people: number
  guests: number
  minutes: number
  /** People at the same time. */
  peak: number
  /** Conferences at the same time; the service says it, the contract does not. */
  peakConferences?: number
  recordings: number
  messages: number
}

export interface HourStat {
  hour: number
  conferences: number
  people: number
  peak: number
}

export interface RoomStat {
  room: string
  title: string
  conferences: number
  people: number
  minutes: number
  recordings: number
  messages: number
}

export interface MonitoringState {
  at: string
  rooms: MonitoredRoom[]
  recorders: RecorderState[]
  callbacks: { lastEventAt: string | null; boots: BootState[]; waiting: number }
  queue: { waiting: number; running: number; failed: number }
}

export interface MonitoredRoom {
  room: string
  title: string
  conference: number
  startedAt: string
  people: { name: string | null; joinedAt: string; guest: boolean; moderator: boolean }[]
  recording: boolean
}

export interface RecorderState {
  id: string
  busy: 'IDLE' | 'BUSY' | 'EXPIRED'
  healthy: boolean
  detail: string | null
  seenAt: string
  lost: boolean
}

export interface BootState {
  boot: string
  firstAt: string
  lastAt: string
  lastSeq: number
  events: number
  missing: number
  dropped: number
}

/** A moment of the chat may say whose words they are. */
export type SpokenMoment = Moment & { author?: string | null }

/** A room to choose from; what else the API tells of it is not needed here. */
export interface RoomName {
  name: string
  title: string
}
