import type { components } from './generated/schema'

type Schemas = components['schemas']

export type Access = Schemas['Access']
export type AccessDefault = Schemas['AccessDefault']
export type AccessLevel = Access['access']
export type ApiToken = Schemas['ApiToken']
export type AuditEntry = Schemas['AuditEntry']
export type Credentials = Schemas['Credentials']
export type Delivery = Schemas['Delivery']
export type Download = Schemas['Download']
export type IndexState = Schemas['IndexState']
export type Invitation = Schemas['Invitation']
export type Moment = Schemas['Moment']
export type NewUser = Schemas['NewUser']
export type OwnSession = Schemas['OwnSession']
export type PersonName = Schemas['PersonName']
export type Playback = Schemas['Playback']
export type Recording = Schemas['Recording']
export type RecordingStatus = Recording['status']
export type Role = Schemas['User']['role']
export type RoomCount = Schemas['RoomCount']
export type SearchItem = Schemas['SearchItem']
export type SearchPage = Schemas['SearchPage']
export type Session = Schemas['Session']
export type Share = Schemas['Share']
export type ShareTerms = Schemas['ShareTerms']
export type SharedRecording = Schemas['SharedRecording']
export type Sort = 'newest' | 'oldest' | 'longest' | 'title'
export type Source = Moment['source']
export type User = Schemas['User']

export const ACCESS_LEVELS = [
  'private',
  'link',
  'participants',
  'group',
  'organisation',
] as const satisfies readonly AccessLevel[]
export const ROLES = ['user', 'lecturer', 'admin'] as const satisfies readonly Role[]
