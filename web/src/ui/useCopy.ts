import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useToasts } from './useToasts'

export function useCopy() {
  const copied = ref(false)
  const { t } = useI18n()
  const { say } = useToasts()

  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text)
      copied.value = true
      setTimeout(() => (copied.value = false), 2000)
    } catch {
      say(t('common.copyByHand', { text }))
    }
  }

  return { copied, copy }
}
