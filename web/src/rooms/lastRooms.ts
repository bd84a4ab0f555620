import { read, write } from '@/ui/storage'

const KEY = 'rooms'
const MOST = 6

export interface LastRoom {
  name: string
  title: string
}

/** Rooms that were entered from this browser, the last one first. */
export function lastRooms(): LastRoom[] {
  try {
    const known: unknown = JSON.parse(read(KEY) ?? '[]')
    return Array.isArray(known) ? known.filter(isRoom).slice(0, MOST) : []
  } catch {
    return []
  }
}

export function rememberRoom({ name, title }: LastRoom) {
  const others = lastRooms().filter((known) => known.name !== name)
  write(KEY, JSON.stringify([{ name, title }, ...others].slice(0, MOST)))
}

export function forgetRoom(name: string) {
  write(KEY, JSON.stringify(lastRooms().filter((known) => known.name !== name)))
}

function isRoom(value: unknown): value is LastRoom {
  const room = value as LastRoom | null
  return typeof room?.name === 'string' && typeof room.title === 'string'
}
