import { computed } from 'vue'
import { conferences } from '@/api/historyCalls'
import { useLoaded } from '@/ui/useLoaded'
import { usePolling } from '@/ui/usePolling'

export const LIVE_REFRESH = 10_000

/** One conference, followed while it goes on. */
export function useConference(number: number) {
  const { data: conference, problem, reload } = useLoaded(() => conferences.one(number))

  usePolling(reload, () => conference.value?.live ?? false, LIVE_REFRESH)

  return {
    conference,
    problem,
    notFound: computed(() => problem.value?.status === 404),
    reload,
  }
}
