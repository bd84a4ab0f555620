import { useI18n } from 'vue-i18n'
import { api, call } from '@/api/client'
import type { Recording } from '@/api/types'
import { useProblemText } from '@/ui/useProblemText'
import { useToasts } from '@/ui/useToasts'

/** Trash and restore, each with a way back. `changed` is called after either. */
export function useTrash(changed: (id: string, trashed: boolean) => void) {
  const { t } = useI18n()
  const { say } = useToasts()
  const { describe } = useProblemText()

  async function trash({ id, title }: Recording) {
    await attempt(async () => {
      await call(api.DELETE('/api/v1/recordings/{id}', { params: { path: { id } } }))
      changed(id, true)
      say(t('trash.done', { title }), {
        action: { label: t('trash.undo'), testid: 'undo', run: () => void undo(id) },
      })
    })
  }

  async function restore({ id, title }: Recording) {
    await attempt(async () => {
      await post(id)
      changed(id, false)
      say(t('trash.restored', { title }))
    })
  }

  async function undo(id: string) {
    await attempt(async () => {
      await post(id)
      changed(id, false)
    })
  }

  function post(id: string) {
    return call(api.POST('/api/v1/recordings/{id}/restore', { params: { path: { id } } }))
  }

  async function attempt(action: () => Promise<void>) {
    try {
      await action()
    } catch (cause) {
      say(describe(cause).title, { tone: 'bad' })
    }
  }

  return { trash, restore }
}
