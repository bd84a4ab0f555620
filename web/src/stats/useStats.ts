import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { stats } from '@/api/historyCalls'
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

  const totals = useLoaded(() => stats.totals())
  const figures = useLoaded(async () => {
    const { from, to } = range.value
    const [byDay, byHour, byRoom] = await Promise.all([
      stats.days(query.value),
      stats.hours(query.value),
      stats.rooms(days.value),
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
      totals: stats.csv('totals'),
      days: stats.csv('days', query.value),
      hours: stats.csv('hours', query.value),
      rooms: stats.csv('rooms', days.value),
    })),
  }
}
