import { computed, ref } from 'vue'
import { api, call } from '@/api/client'
import { ProblemError } from '@/api/problem'
import type { Credentials, Session } from '@/api/types'

const session = ref<Session | null>(null)
let known: Promise<void> | null = null

async function load() {
  try {
    session.value = await call(api.GET('/api/v1/session'))
  } catch (cause) {
    session.value = null
    if (ProblemError.from(cause).status !== 401) known = null
  }
}

function hasRole(role: string): boolean {
  return session.value?.roles.includes(role) ?? false
}

export function useSession() {
  /** Asks the server who we are, once. */
  function ready(): Promise<void> {
    return (known ??= load())
  }

  async function signIn(credentials: Credentials) {
    session.value = await call(api.POST('/api/v1/session', { body: credentials }))
    known = Promise.resolve()
  }

  async function signOut() {
    await call(api.DELETE('/api/v1/session'))
    forget()
  }

  function forget() {
    session.value = null
  }

  return {
    session,
    isAdmin: computed(() => hasRole('admin')),
    isLecturer: computed(() => hasRole('admin') || hasRole('lecturer')),
    ready,
    signIn,
    signOut,
    forget,
  }
}
