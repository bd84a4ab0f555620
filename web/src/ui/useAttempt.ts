import { ref, shallowRef } from 'vue'
import { ProblemError } from '@/api/problem'

/** Runs one action at a time and keeps what went wrong with the last. */
export function useAttempt() {
  const busy = ref(false)
  const problem = shallowRef<ProblemError | null>(null)

  /** True if it went well. */
  async function attempt(action: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      await action()
      return true
    } catch (cause) {
      problem.value = ProblemError.from(cause)
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, problem, attempt }
}
