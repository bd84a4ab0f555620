import { oneOf } from '@/format/query'

export const TABS = ['summary', 'participants', 'chat', 'video'] as const
export type Tab = (typeof TABS)[number]

export function tabNamed(name: string): Tab {
  return oneOf(TABS, name) ?? 'summary'
}
