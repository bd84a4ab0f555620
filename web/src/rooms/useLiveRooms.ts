import { api, call } from '@/api/client'
import { useLoaded } from '@/ui/useLoaded'
import { usePolling } from '@/ui/usePolling'

const INTERVAL = 15_000

export function useLiveRooms() {
  const loaded = useLoaded(() => call(api.GET('/api/v1/rooms/live')))
  usePolling(loaded.reload, () => true, INTERVAL)
  return loaded
}
