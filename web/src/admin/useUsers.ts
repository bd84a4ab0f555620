import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api, call } from '@/api/client'
import type { Invitation, Role } from '@/api/types'
import { useAttempt } from '@/ui/useAttempt'
import { useLoaded } from '@/ui/useLoaded'

const SIZE = 50

interface Query {
  q: string
  role: string
  blocked: string
  page: number
}

/** The accounts that the URL asks for, and what an administrator does to them. */
export function useUsers() {
  const route = useRoute()
  const router = useRouter()
  const text = (name: string) => String(route.query[name] ?? '')
  const query = computed<Query>(() => ({
    q: text('q'),
    role: text('role'),
    blocked: text('blocked'),
    page: Math.max(0, Number(text('page')) - 1 || 0),
  }))

  function locate(change: Partial<Query>) {
    const { q, role, blocked, page } = { ...query.value, page: 0, ...change }
    return {
      name: 'admin-users',
      query: {
        q: q || undefined,
        role: role || undefined,
        blocked: blocked || undefined,
        page: page > 0 ? page + 1 : undefined,
      },
    }
  }

  const {
    data: users,
    problem,
    reload,
  } = useLoaded(() => {
    const { q, role, blocked, page } = query.value
    return call(
      api.GET('/api/v1/users', {
        params: {
          query: {
            q: q || undefined,
            role: role || undefined,
            blocked: blocked === '' ? undefined : blocked === 'true',
            page,
            size: SIZE,
          },
        },
      }),
    )
  }, query)
  const { problem: refusal, attempt } = useAttempt()

  async function change(id: string, body: { role?: Role; blocked?: boolean }) {
    await attempt(() => call(api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, body })))
    await reload()
  }

  async function reset(id: string): Promise<Invitation | null> {
    let made: Invitation | null = null
    await attempt(async () => {
      made = await call(api.POST('/api/v1/users/{id}/reset', { params: { path: { id } } }))
    })
    return made
  }

  return {
    query,
    locate,
    apply: (change: Partial<Query>) => void router.push(locate(change)),
    users,
    pages: computed(() => Math.ceil((users.value?.total ?? 0) / SIZE)),
    problem,
    reload,
    refusal,
    change,
    reset,
  }
}
