import { shallowRef, watch } from 'vue'
import { api, call } from '@/api/client'
import type { SentMail } from '@/api/types'
import { usePolling } from '@/ui/usePolling'

/** What was written to the participants; for who may know. Followed until all is delivered. */
export function useMails(number: number, allowed: () => boolean) {
  const sent = shallowRef<SentMail[] | null>(null)

  async function reload() {
    const params = { path: { number } }
    sent.value = await call(api.GET('/api/v1/conferences/{number}/mails', { params }))
  }

  watch(allowed, (may) => may && void reload().catch(() => {}), { immediate: true })
  usePolling(reload, () => sent.value?.some(({ status }) => status === 'sending') ?? false)

  return { sent, reload: () => void reload().catch(() => {}) }
}
