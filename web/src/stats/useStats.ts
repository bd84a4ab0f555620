import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api, call } from '@/api/client'
import { fileUrl } from '@/api/fileUrl'
import { useLoaded } from '@/ui/useLoaded'
import { rangeFromQuery, rangeToQuery, type Range } from './range'
import { everyDay, everyHour } from './series'

/** The figures of the range that the URL asks for. */
export function useStats() {
  const route = useRoute()
  const router = useRouter()
  let last = rangeFromQuery(route.query)
  const range = computed(() => (route.name === 'stats' ? (last = rangeFromQuery(route.query)) : last))
  const days = computed(() => ({ from: range.value.from, to: range.value.to }))
  const query = computed(() => ({ ...days.value, room: range.value.room || undefined }))

  const totals = useLoaded(() => call(api.GET('/api/v1/stats/totals')))
  const figures = useLoaded(async () => {
    const { from, to } = range.value
    const [byDay, byHour, byRoom] = await Promise.all([
      call(api.GET('/api/v1/stats/days', { params: { query: query.value } })),
      call(api.GET('/api/v1/stats/hours', { params: { query: query.value } })),
      call(api.GET('/api/v1/stats/rooms', { params: { query: days.value } })),
    ])
    return { days: everyDay(byDay, from, to), hours: everyHour(byHour), rooms: byRoom }
  }, range)

  return {
    range,
    apply: (change: Partial<Range>) =>
      void router.push({ name: 'stats', query: rangeToQuery({ ...range.value, ...change }) }),
    totals,
    figures,
    files: computed(() => ({
      totals: fileUrl('/api/v1/stats/totals.csv'),
      days: fileUrl('/api/v1/stats/days.csv', query.value),
      hours: fileUrl('/api/v1/stats/hours.csv', query.value),
      rooms: fileUrl('/api/v1/stats/rooms.csv', days.value),
    })),
  }
}
