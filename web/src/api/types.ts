import type { components } from './generated/schema'

type Schemas = components['schemas']

export type Access = Schemas['Access']
export type AccessDefault = Schemas['AccessDefault']
export type AccessLevel = Access['access']
export type ApiToken = Schemas['ApiToken']
export type Appearance = Schemas['Appearance']
export type AppearanceLook = Schemas['AppearanceLook']
export type AppearanceTerms = Schemas['AppearanceTerms']
export type AuditEntry = Schemas['AuditEntry']
export type ChatMessage = Schemas['ChatMessage']
export type Conference = Schemas['Conference']
export type ConferenceDetail = Schemas['ConferenceDetail']
export type Consent = Schemas['Consent']
export type ConsentText = Schemas['ConsentText']
export type Credentials = Schemas['Credentials']
export type DayStat = Schemas['DayStat']
export type Delivery = Schemas['Delivery']
export type Door = Schemas['Door']
export type Download = Schemas['Download']
export type HourStat = Schemas['HourStat']
export type IndexState = Schemas['IndexState']
export type Interval = Schemas['Interval']
export type Invitation = Schemas['Invitation']
export type Joining = Schemas['Joining']
export type LiveRoom = Schemas['LiveRoom']
export type MailPreview = Schemas['MailPreview']
export type Meeting = Schemas['Meeting']
export type MeetingPlan = Schemas['MeetingPlan']
export type Moment = Schemas['Moment']
export type MonitoredCallbacks = Schemas['MonitoredCallbacks']
export type MonitoredQueue = Schemas['MonitoredQueue']
export type MonitoredRecorder = Schemas['MonitoredRecorder']
export type MonitoredRoom = Schemas['MonitoredRoom']
export type MonitoringState = Schemas['MonitoringState']
export type NewMail = Schemas['NewMail']
export type NewPass = Schemas['NewPass']
export type NewUser = Schemas['NewUser']
export type OwnSession = Schemas['OwnSession']
export type Participant = Schemas['Participant']
export type Pass = Schemas['Pass']
export type PassChange = Schemas['PassChange']
export type PassRole = Pass['role']
export type PassState = Pass['state']
export type PassTerms = Schemas['PassTerms']
export type PassUse = Schemas['PassUse']
export type PersonName = Schemas['PersonName']
export type Playback = Schemas['Playback']
export type Poll = Schemas['Poll']
export type RecorderRun = Schemas['RecorderRun']
export type Recording = Schemas['Recording']
export type RecordingMessage = Schemas['RecordingMessage']
export type RecordingStatus = Recording['status']
export type Role = Schemas['User']['role']
export type Room = Schemas['Room']
export type RoomChange = Schemas['RoomChange']
export type RoomCount = Schemas['RoomCount']
export type RoomStat = Schemas['RoomStat']
export type SearchItem = Schemas['SearchItem']
export type SearchPage = Schemas['SearchPage']
export type SentMail = Schemas['SentMail']
export type Session = Schemas['Session']
export type Share = Schemas['Share']
export type SharedRecording = Schemas['SharedRecording']
export type ShareTerms = Schemas['ShareTerms']
export type Sort = 'newest' | 'oldest' | 'longest' | 'title'
export type Source = Moment['source']
export type Totals = Schemas['Totals']
export type UnfinishedUpload = Schemas['Upload']
export type UploadLimits = Schemas['UploadLimits']
export type User = Schemas['User']

export const ACCESS_LEVELS = [
  'private',
  'link',
  'participants',
  'group',
  'organisation',
] as const satisfies readonly AccessLevel[]
export const ROLES = ['user', 'lecturer', 'admin'] as const satisfies readonly Role[]
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
