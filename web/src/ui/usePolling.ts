import { onScopeDispose, watch } from 'vue'

/** Repeats `tick` while `active` holds and the page is seen. */
export function usePolling(tick: () => Promise<unknown>, active: () => boolean, interval = 2000) {
  let timer: ReturnType<typeof setTimeout> | undefined

  function plan() {
    clearTimeout(timer)
    if (active() && !document.hidden) timer = setTimeout(run, interval)
  }

  async function run() {
    clearTimeout(timer)
    await tick().catch(() => {})
    plan()
  }

  function onVisibility() {
    if (document.hidden) clearTimeout(timer)
    else if (active()) void run()
  }

  document.addEventListener('visibilitychange', onVisibility)
  watch(active, plan, { immediate: true })
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onVisibility)
    clearTimeout(timer)
    active = () => false
  })
}
