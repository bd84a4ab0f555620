import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useToasts } from '@/ui/useToasts'

export function useCopyLink() {
  const copied = ref(false)
  const { t } = useI18n()
  const { say } = useToasts()

  async function copy(id: string, position: number) {
    const url = `${location.origin}/archive/${id}?t=${Math.floor(position)}`
    try {
      await navigator.clipboard.writeText(url)
      copied.value = true
      setTimeout(() => (copied.value = false), 2000)
    } catch {
      say(t('player.copyByHand', { url }))
    }
  }

  return { copied, copy }
}
