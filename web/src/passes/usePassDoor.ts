import { call } from '@/api/client'
import type { Door, Joining } from '@/api/conferenceTypes'
import { untyped } from '@/api/untyped'
import { useLoaded } from '@/ui/useLoaded'
import { usePolling } from '@/ui/usePolling'

const INTERVAL = 60_000

/** What stands at the door that a pass opens. A guest who came early need not press anything. */
export function usePassDoor(token: string) {
  const params = { path: { token } }
  const {
    data: door,
    problem,
    reload,
  } = useLoaded(() => call(untyped.POST<Door>('/api/v1/passes/{token}/door', { params, body: {} })))
  usePolling(reload, () => door.value?.state === 'not-yet', INTERVAL)

  function join(name: string, consent: boolean): Promise<Joining> {
    return call(
      untyped.POST<Joining>('/api/v1/passes/{token}/join', { params, body: { name: name.trim(), consent } }),
    )
  }

  return { door, problem, reload, join }
}
