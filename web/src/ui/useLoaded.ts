import { shallowRef, watch, type WatchSource } from 'vue'
import { useAttempt } from './useAttempt'

/** What `load` gives, at once and whenever `source` changes. */
export function useLoaded<T>(load: () => Promise<T>, source?: WatchSource) {
  const data = shallowRef<T | null>(null)
  const { busy: loading, problem, attempt } = useAttempt()
  let asked = 0

  async function reload() {
    const own = ++asked
    loading.value = false
    await attempt(async () => {
      const found = await load()
      if (own === asked) data.value = found
    })
  }

  if (source) watch(source, reload, { immediate: true })
  else void reload()

  return { data, loading, problem, reload }
}
