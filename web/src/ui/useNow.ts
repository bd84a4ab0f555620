import { onScopeDispose, ref } from 'vue'

/** The time, told every `interval`; for how long something has been going on. */
export function useNow(interval = 1000) {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), interval)
  onScopeDispose(() => clearInterval(timer))
  return now
}
