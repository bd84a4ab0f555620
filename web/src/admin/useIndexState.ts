import { ref, shallowRef } from 'vue'
import { api, call } from '@/api/client'
import { ProblemError } from '@/api/problem'
import type { IndexState } from '@/api/types'
import { usePolling } from '@/ui/usePolling'

export function useIndexState() {
  const state = shallowRef<IndexState | null>(null)
  const problem = shallowRef<ProblemError | null>(null)
  const asking = ref(false)

  async function load() {
    state.value = await call(api.GET('/api/v1/search/index'))
    problem.value = null
  }

  async function attempt(action: () => Promise<void>) {
    problem.value = null
    await action().catch((cause) => (problem.value = ProblemError.from(cause)))
  }

  async function rebuild() {
    asking.value = true
    await attempt(async () => {
      state.value = await call(api.POST('/api/v1/search/index/rebuild'))
    })
    asking.value = false
  }

  const reload = () => attempt(load)

  void reload()
  usePolling(load, () => state.value !== null && (state.value.rebuilding || state.value.waiting > 0))

  return { state, problem, asking, reload, rebuild }
}
