import { computed } from 'vue'
import { api, call } from '@/api/client'
import type { Joining } from '@/api/types'
import { useLoaded } from '@/ui/useLoaded'
import { usePolling } from '@/ui/usePolling'

const INTERVAL = 60_000

/**
 * What stands at the door that a pass opens. A guest who came early need not press anything, and one who comes back does
 * not use the pass once more.
 */
export function usePassDoor(token: string) {
  const params = { path: { token } }
  const {
    data: door,
    problem,
    reload,
  } = useLoaded(() => call(api.POST('/api/v1/passes/{token}/door', { params })))
  usePolling(reload, () => door.value?.state === 'not-yet', INTERVAL)

  async function join(name: string, consent: boolean): Promise<Joining> {
    const body = { name: name.trim(), consent, visit: read(token) }
    const joining = await call(api.POST('/api/v1/passes/{token}/join', { params, body }))
    if (joining.visit) write(token, joining.visit)
    return joining
  }

  const isOpen = computed(() => {
    const state = door.value?.state
    return state === 'active' || (state === 'used-up' && read(token) !== null)
  })

  return { door, isOpen, problem, reload, join }
}

// Of this tab alone: on a shared computer the next guest is another one.

function read(token: string): string | null {
  try {
    return sessionStorage.getItem(`visit-${token}`)
  } catch {
    return null
  }
}

function write(token: string, visit: string) {
  try {
    sessionStorage.setItem(`visit-${token}`, visit)
  } catch {
    // Then coming back is one more use.
  }
}
