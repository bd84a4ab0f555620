import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useProblemText } from '@/ui/useProblemText'
import { useToasts } from '@/ui/useToasts'

interface Actions {
  rename: (title: string) => Promise<void>
  retry: () => Promise<void>
}

/** What an admin does to a recording, told about in toasts. */
export function useWatchActions({ rename, retry }: Actions) {
  const { t } = useI18n()
  const { say } = useToasts()
  const { describe } = useProblemText()
  const retrying = ref(false)

  async function saveTitle(title: string) {
    try {
      await rename(title)
      say(t('watch.titleSaved'))
    } catch (cause) {
      say(describe(cause).title, { tone: 'bad' })
      throw cause
    }
  }

  async function processAgain() {
    retrying.value = true
    await retry().catch((cause) => say(describe(cause).title, { tone: 'bad' }))
    retrying.value = false
  }

  return { retrying, saveTitle, processAgain }
}
