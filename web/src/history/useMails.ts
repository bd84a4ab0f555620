import { shallowRef, watch } from 'vue'
import { conferences } from '@/api/historyCalls'
import type { SentMail } from '@/api/historyTypes'
import { usePolling } from '@/ui/usePolling'

/** What was written to the participants; for who may know. Followed until all is delivered. */
export function useMails(number: number, allowed: () => boolean) {
  const sent = shallowRef<SentMail[] | null>(null)

  async function reload() {
    sent.value = await conferences.mails(number)
  }

  watch(allowed, (may) => may && void reload().catch(() => {}), { immediate: true })
  usePolling(reload, () => sent.value?.some(({ status }) => status === 'sending') ?? false)

  return { sent, reload: () => void reload().catch(() => {}) }
}
