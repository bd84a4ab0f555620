import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api, call } from '@/api/client'
import { period } from '@/format/period'
import { useLoaded } from '@/ui/useLoaded'
import { usePolling } from '@/ui/usePolling'
import { NO_FILTERS, filtersFromQuery, filtersToQuery, type HistoryFilters } from './filters'

const SIZE = 30
const REFRESH = 15_000

/** The conferences that the URL asks for; followed while one of them goes on. */
export function useConferences() {
  const route = useRoute()
  const router = useRouter()
  let last = filtersFromQuery(route.query)
  const filters = computed(() => (route.name === 'history' ? (last = filtersFromQuery(route.query)) : last))

  const {
    data: found,
    loading,
    problem,
    reload,
  } = useLoaded(() => {
    const { q, room, from, to, live, page } = filters.value
    const query = {
      q: q || undefined,
      room: room || undefined,
      ...period(from, to),
      live: live || undefined,
      page,
      size: SIZE,
    }
    return call(api.GET('/api/v1/conferences', { params: { query } }))
  }, filters)

  usePolling(reload, () => found.value?.items.some(({ live }) => live) ?? false, REFRESH)

  function locate(change: Partial<HistoryFilters>) {
    return { name: 'history', query: filtersToQuery({ ...filters.value, page: 0, ...change }) }
  }

  return {
    filters,
    locate,
    apply: (change: Partial<HistoryFilters>) => void router.push(locate(change)),
    replace: (change: Partial<HistoryFilters>) => void router.replace(locate(change)),
    clear: () => void router.push(locate(NO_FILTERS)),
    found,
    pages: computed(() => Math.ceil((found.value?.total ?? 0) / SIZE)),
    loading,
    problem,
    reload,
  }
}
