import { call } from '@/api/client'
import type { LiveRoom } from '@/api/conferenceTypes'
import { untypedApi } from '@/api/untypedApi'
import { useLoaded } from '@/ui/useLoaded'
import { usePolling } from '@/ui/usePolling'

const INTERVAL = 15_000

export function useLiveRooms() {
  const loaded = useLoaded(() => call(untypedApi.GET<LiveRoom[]>('/api/v1/rooms/live')))
  usePolling(loaded.reload, () => true, INTERVAL)
  return loaded
}
