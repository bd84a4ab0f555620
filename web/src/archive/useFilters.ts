import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { NO_FILTERS, filtersFromQuery, filtersToQuery, type Filters } from './filters'

/** The filters are the URL: whoever opens it sees the same list. */
export function useFilters() {
  const route = useRoute()
  const router = useRouter()
  let last: Filters = filtersFromQuery(route.query)

  const filters = computed(() => (route.name === 'archive' ? (last = filtersFromQuery(route.query)) : last))

  function locate(change: Partial<Filters>) {
    return { name: 'archive', query: filtersToQuery({ ...filters.value, page: 0, ...change }) }
  }

  return {
    filters,
    locate,
    apply: (change: Partial<Filters>) => void router.push(locate(change)),
    replace: (change: Partial<Filters>) => void router.replace(locate(change)),
    clear: () => void router.push({ name: 'archive', query: filtersToQuery(NO_FILTERS) }),
  }
}
