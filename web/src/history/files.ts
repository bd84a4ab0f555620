import { fileUrl } from '@/api/fileUrl'

export const PARTICIPANT_FILES = { CSV: 'participants.csv', XLSX: 'participants.xlsx' } as const
export const MESSAGE_FILES = { TXT: 'messages.txt', JSON: 'messages.json' } as const

type ConferenceFile =
  | (typeof PARTICIPANT_FILES)[keyof typeof PARTICIPANT_FILES]
  | (typeof MESSAGE_FILES)[keyof typeof MESSAGE_FILES]

/** Times in a file are those of who reads it. */
export function conferenceFile(number: number, file: ConferenceFile): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return fileUrl(`/api/v1/conferences/${number}/${file}`, { zone })
}
