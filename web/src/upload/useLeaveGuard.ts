import { onBeforeUnmount, onMounted } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave } from 'vue-router'

/** Leaving would break off what is under way: ask first. */
export function useLeaveGuard(busy: () => boolean) {
  const { t } = useI18n()

  function onUnload(event: BeforeUnloadEvent) {
    if (busy()) event.preventDefault()
  }

  onMounted(() => window.addEventListener('beforeunload', onUnload))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onUnload))
  onBeforeRouteLeave((to) => to.name === 'login' || !busy() || window.confirm(t('upload.leave')))
}
