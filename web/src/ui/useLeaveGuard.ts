import { onBeforeUnmount, onMounted } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave } from 'vue-router'

/** Closing the page would break off what is under way: the browser asks first, in its own words. */
export function useUnloadGuard(busy: () => boolean) {
  function onUnload(event: BeforeUnloadEvent) {
    if (busy()) event.preventDefault()
  }

  onMounted(() => window.addEventListener('beforeunload', onUnload))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onUnload))
}

/**
 * Leaving would break off what is under way: ask first.
 *
 * @param question a key of its text
 * @param free routes that one goes to unasked
 */
export function useLeaveGuard(busy: () => boolean, question = 'upload.leave', free: string[] = ['login']) {
  const { t } = useI18n()

  useUnloadGuard(busy)
  onBeforeRouteLeave((to) => free.includes(String(to.name)) || !busy() || window.confirm(t(question)))
}
