import { computed } from 'vue'
import { api, call } from '@/api/client'
import { useLoaded } from '@/ui/useLoaded'
import { usePolling } from '@/ui/usePolling'

export const LIVE_REFRESH = 10_000

/** One conference, followed while it goes on. */
export function useConference(number: number) {
  const params = { path: { number } }
  const {
    data: detail,
    problem,
    reload,
  } = useLoaded(() => call(api.GET('/api/v1/conferences/{number}', { params })))

  usePolling(reload, () => detail.value?.conference.live ?? false, LIVE_REFRESH)

  return {
    detail,
    problem,
    notFound: computed(() => problem.value?.status === 404),
    reload,
  }
}
