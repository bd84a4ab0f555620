import { computed } from 'vue'
import { api, call } from '@/api/client'
import type { PassChange, PassTerms } from '@/api/types'
import { useSession } from '@/session/useSession'
import { useAttempt } from '@/ui/useAttempt'
import { useLoaded } from '@/ui/useLoaded'
import { usePageQuery } from '@/ui/usePageQuery'

const SIZE = 50
const MOST_ROOMS = 100

/** The passes that the URL asks for, and what is done to them. */
export function usePasses() {
  const { isAdmin } = useSession()
  const { query, locate, apply } = usePageQuery(['room', 'state', 'q'])

  const {
    data: passes,
    problem,
    reload,
  } = useLoaded(() => {
    const { room, state, q, page } = query.value
    const asked = { room: room || undefined, state: state || undefined, q: q || undefined, page, size: SIZE }
    return call(api.GET('/api/v1/passes', { params: { query: asked } }))
  }, query)

  const { data: rooms } = useLoaded(async () => {
    const asked = { mine: isAdmin.value ? undefined : true, size: MOST_ROOMS }
    const found = await call(api.GET('/api/v1/rooms', { params: { query: asked } }))
    return found.items.filter(({ mayManage }) => mayManage)
  })

  const { busy, problem: refusal, attempt } = useAttempt()

  async function done<T>(action: () => Promise<T>): Promise<T | null> {
    let result: T | null = null
    await attempt(async () => (result = await action()))
    await reload()
    return result
  }

  return {
    query,
    locate,
    apply,
    passes,
    pages: computed(() => Math.ceil((passes.value?.total ?? 0) / SIZE)),
    problem,
    reload,
    rooms: computed(() => rooms.value ?? []),
    busy,
    refusal,
    make: (body: PassTerms) => done(() => call(api.POST('/api/v1/passes', { body }))),
    change: (id: string, { name, from, until, role, maxUses, note }: PassTerms) => {
      const body: PassChange = { name, from, until, role, maxUses, note }
      return done(() => call(api.PATCH('/api/v1/passes/{id}', { params: { path: { id } }, body })))
    },
    renew: (id: string) =>
      done(() => call(api.POST('/api/v1/passes/{id}/renew', { params: { path: { id } } }))),
    revoke: (id: string) => done(() => call(api.DELETE('/api/v1/passes/{id}', { params: { path: { id } } }))),
  }
}
