import { ref } from 'vue'
import { api, call } from '@/api/client'
import type { MeetingPlan } from '@/api/types'
import { useAttempt } from '@/ui/useAttempt'
import { useLoaded } from '@/ui/useLoaded'

export function useMeetings(room: string) {
  const {
    data: meetings,
    problem,
    reload,
  } = useLoaded(() => call(api.GET('/api/v1/rooms/{room}/meetings', { params: { path: { room } } })))
  const { busy, problem: refusal, attempt } = useAttempt()
  const calendar = ref('')

  async function save(id: string | null, body: MeetingPlan): Promise<boolean> {
    const saved = await attempt(() =>
      id
        ? call(api.PUT('/api/v1/rooms/{room}/meetings/{id}', { params: { path: { room, id } }, body }))
        : call(api.POST('/api/v1/rooms/{room}/meetings', { params: { path: { room } }, body })),
    )
    if (saved) await reload()
    return saved
  }

  async function remove(id: string) {
    await attempt(() =>
      call(api.DELETE('/api/v1/rooms/{room}/meetings/{id}', { params: { path: { room, id } } })),
    )
    await reload()
  }

  async function makeCalendar() {
    await attempt(async () => {
      const params = { path: { room } }
      const { path } = await call(api.POST('/api/v1/rooms/{room}/calendar-key', { params }))
      calendar.value = location.origin + path
    })
  }

  return { meetings, problem, reload, busy, refusal, save, remove, calendar, makeCalendar }
}
