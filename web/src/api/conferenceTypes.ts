import type { AccessLevel, PersonName } from './types'

// What the API file will give once it has these operations: each becomes `Schemas['…']` then.

export interface Paged<T> {
  items: T[]
  page: number
  size: number
  total: number
}

export interface LiveRoom {
  room: string
  title: string
  conference: number | null
  people: number
  startedAt: string
  recording: boolean
}

export interface Room {
  name: string
  title: string
  owners: PersonName[]
  entry: 'organisation' | 'group' | 'owners'
  entryGroups: string[]
  lobby: boolean
  recordBy: 'owners' | 'lecturers' | 'everyone' | 'nobody'
  consent: boolean
  /** Null: the text of the installation. */
  consentText: string | null
  /** Null: the default of the installation. */
  recordingAccess: AccessLevel | null
  recordingGroups: string[]
  appearance: string | null
  mayManage: boolean
  mayEnter: boolean
  live: LiveRoom | null
  createdAt: string
}

export type RoomChange = Partial<
  Pick<
    Room,
    | 'title'
    | 'entry'
    | 'entryGroups'
    | 'lobby'
    | 'recordBy'
    | 'consent'
    | 'consentText'
    | 'recordingAccess'
    | 'recordingGroups'
    | 'appearance'
  >
> & { owners?: string[] }

export interface Joining {
  domain: string
  /** Where `external_api.js` is; by default at the domain. */
  script?: string | null
  room: string
  title: string
  jwt: string
  url: string
  android: string
  ios: string
  configOverwrite: Record<string, unknown>
  interfaceConfigOverwrite: Record<string, unknown>
  appearance: AppearanceLook | null
  moderator: boolean
  mayRecord: boolean
  displayName: string
  email: string | null
  avatarUrl: string | null
  locale: string
  /** After this the token opens nothing any more. */
  expiresAt: string
  /** For guests: sent along when coming back, which is then no further use of the pass. */
  visit: string | null
}

export interface Meeting {
  id: string
  title: string
  startsAt: string
  durationSeconds: number
  zone: string
  rrule: string | null
  next: string[]
}

export type NewMeeting = Omit<Meeting, 'id' | 'next'>

export type PassState = 'active' | 'not-yet' | 'expired' | 'used-up' | 'revoked'
export type PassRole = 'guest' | 'moderator'

export interface Pass {
  id: string
  name: string
  room: string
  roomTitle: string
  from: string | null
  until: string | null
  role: PassRole
  maxUses: number | null
  uses: number
  note: string
  state: PassState
  createdAt: string
  createdBy: PersonName | null
  lastUsedAt: string | null
}

export interface PassTerms {
  name: string
  room: string
  from: string | null
  until: string | null
  role: PassRole
  maxUses: number | null
  note: string
}

export type PassChange = Omit<PassTerms, 'room'>

export interface NewPass {
  pass: Pass
  token: string
  path: string
}

export interface PassUse {
  at: string
  name: string
  conference: number | null
}

export interface ConsentText {
  text: string
  version: string
}

export interface Door {
  room: string
  roomTitle: string
  name: string
  state: PassState
  from: string | null
  until: string | null
  consent: ConsentText | null
  appearance: AppearanceLook | null
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

export interface AppearanceLook {
  logo: string | null
  logoLink: string | null
  background: string | null
  colours: { primary: string | null; background: string | null; text: string | null }
  title: string | null
  welcome: string | null
  /** Null: all buttons. */
  toolbar: string[] | null
  startAudioMuted: boolean
  startVideoMuted: boolean
  startAudioOnly: boolean
  recordingConsent: boolean
}

export interface Appearance {
  id: string
  name: string
  /** Empty: all rooms. */
  rooms: string[]
  from: string | null
  until: string | null
  look: AppearanceLook
}

/** Images go by themselves. */
export type NewAppearance = Omit<Appearance, 'id'>

export const ENTRIES = ['organisation', 'group', 'owners'] as const satisfies readonly Room['entry'][]
export const RECORDERS = [
  'owners',
  'lecturers',
  'everyone',
  'nobody',
] as const satisfies readonly Room['recordBy'][]
export const PASS_STATES = [
  'active',
  'not-yet',
  'expired',
  'used-up',
  'revoked',
] as const satisfies readonly PassState[]
export const PASS_ROLES = ['guest', 'moderator'] as const satisfies readonly PassRole[]
