import { ref, shallowRef } from 'vue'
import { api, call } from '@/api/client'
import { ProblemError } from '@/api/problem'
import type { SharedRecording } from '@/api/types'

/** What a share link opens. Opened again within a visit, it is not used once more. */
export function useShared(id: string, token: string) {
  const shared = shallowRef<SharedRecording | null>(null)
  const problem = shallowRef<ProblemError | null>(null)
  const needsPassword = ref(false)
  const busy = ref(false)
  const key = `share-${id}`

  async function open(password: string | null = null) {
    busy.value = true
    problem.value = null
    try {
      const visit = shared.value?.visit ?? read(key)
      shared.value = await call(api.POST('/api/v1/shares/open', { body: { token, password, visit } }))
      needsPassword.value = false
      write(key, shared.value.visit)
    } catch (cause) {
      refuse(ProblemError.from(cause))
    } finally {
      busy.value = false
    }
  }

  function refuse(refusal: ProblemError) {
    if (refusal.key === 'share-password-needed') needsPassword.value = true
    else problem.value = refusal
  }

  void open()

  return { shared, problem, needsPassword, busy, open }
}

// Inside of another site the browser may keep no storage for us; then each load is a use.

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string) {
  try {
    sessionStorage.setItem(key, value)
  } catch {
    // As above.
  }
}
