import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Words of the URL's query by name, and the page, counted from zero; the URL counts from one. */
export function usePageQuery<N extends string>(names: readonly N[]) {
  type Query = Record<N, string> & { page: number }
  const route = useRoute()
  const router = useRouter()

  const query = computed(() => {
    const words = Object.fromEntries(names.map((name) => [name, String(route.query[name] ?? '')]))
    return { ...words, page: Math.max(0, Number(route.query.page ?? 1) - 1 || 0) } as Query
  })

  function locate(change: Partial<Query>) {
    const { page, ...words } = { ...query.value, page: 0, ...change } as Query
    const given = Object.entries(words).filter(([, value]) => value)
    return {
      name: route.name ?? undefined,
      query: { ...Object.fromEntries(given), ...(page > 0 ? { page: page + 1 } : {}) } as Record<
        string,
        string
      >,
    }
  }

  return { query, locate, apply: (change: Partial<Query>) => void router.push(locate(change)) }
}
