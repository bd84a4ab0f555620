import { computed, ref, shallowRef, watch } from 'vue'
import { api, call } from '@/api/client'
import { ProblemError } from '@/api/problem'
import type { Recording, SearchItem, SearchPage } from '@/api/types'
import { period } from '@/format/period'
import { usePolling } from '@/ui/usePolling'
import { STATUS_GROUPS, type Filters } from './filters'
import { isMoving, keepPoster } from './status'

export const PAGE_SIZE = 24

/** The page of recordings that the filters ask for; a search when there are words. */
export function useArchive(filters: () => Filters) {
  const items = shallowRef<SearchItem[]>([])
  const facets = shallowRef<SearchPage['facets'] | null>(null)
  const total = ref(0)
  const loading = ref(true)
  const problem = shallowRef<ProblemError | null>(null)
  let current: AbortController | undefined

  async function load() {
    current?.abort()
    const { signal } = (current = new AbortController())
    const asked = filters()
    const page = await (asked.q ? search(asked, signal) : list(asked, signal))
    if (signal.aborted) return
    const before = new Map(items.value.map(({ recording }) => [recording.id, recording]))
    items.value = page.items.map((item) => ({
      ...item,
      recording: keepPoster(item.recording, before.get(item.recording.id)),
    }))
    facets.value = page.facets
    total.value = page.total
    problem.value = null
  }

  async function reload() {
    loading.value = true
    problem.value = null
    try {
      await load()
    } catch (cause) {
      if (cause instanceof DOMException) return
      problem.value = ProblemError.from(cause)
    }
    loading.value = false
  }

  watch(filters, reload, { immediate: true })
  usePolling(load, () => !loading.value && items.value.some(({ recording }) => isMoving(recording)))

  function drop(id: string) {
    items.value = items.value.filter(({ recording }) => recording.id !== id)
    total.value = Math.max(0, total.value - 1)
  }

  return {
    items,
    recordings: computed<Recording[]>(() => items.value.map(({ recording }) => recording)),
    facets,
    total,
    pages: computed(() => Math.ceil(total.value / PAGE_SIZE)),
    loading,
    problem,
    reload,
    drop,
  }
}

async function list({ room, from, to, status, sort, page }: Filters, signal: AbortSignal) {
  const query = {
    ...period(from, to),
    room: room || undefined,
    status: status ? STATUS_GROUPS[status] : undefined,
    sort,
    page,
    size: PAGE_SIZE,
  }
  const found = await call(api.GET('/api/v1/recordings', { params: { query }, signal }))
  const items = found.items.map((recording) => ({ recording, score: 0, moments: [] }))
  return { items, total: found.total, facets: null }
}

function search({ q, room, from, to, sources, page }: Filters, signal: AbortSignal) {
  const query = { ...period(from, to), q, room: room || undefined, source: sources, page, size: PAGE_SIZE }
  return call(api.GET('/api/v1/search', { params: { query }, signal }))
}
