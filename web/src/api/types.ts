import type { components } from './generated/schema'

type Schemas = components['schemas']

export type Credentials = Schemas['Credentials']
export type Delivery = Schemas['Delivery']
export type Download = Schemas['Download']
export type IndexState = Schemas['IndexState']
export type Moment = Schemas['Moment']
export type Playback = Schemas['Playback']
export type Recording = Schemas['Recording']
export type RecordingStatus = Recording['status']
export type RoomCount = Schemas['RoomCount']
export type SearchItem = Schemas['SearchItem']
export type SearchPage = Schemas['SearchPage']
export type Session = Schemas['Session']
export type Sort = 'newest' | 'oldest' | 'longest' | 'title'
export type Source = Moment['source']
