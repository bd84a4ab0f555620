import { ref } from 'vue'
import { api, call, rawBody } from '@/api/client'
import type { Appearance, AppearanceTerms } from '@/api/types'
import { useAttempt } from '@/ui/useAttempt'
import { useLoaded } from '@/ui/useLoaded'

export type ImageKind = 'logo' | 'background'

export function useAppearance(id: string) {
  const params = { path: { id } }
  const draft = ref<Appearance | null>(null)
  const { problem, reload } = useLoaded(async () => {
    draft.value = await call(api.GET('/api/v1/appearances/{id}', { params }))
  })
  const { busy, problem: refusal, attempt } = useAttempt()

  function save(): Promise<boolean> {
    return attempt(async () => {
      if (!draft.value) return
      const { name, rooms, from, until, look } = draft.value
      const body: AppearanceTerms = { name, rooms, from, until, look }
      draft.value = await call(api.PUT('/api/v1/appearances/{id}', { params, body }))
    })
  }

  function remove(): Promise<boolean> {
    return attempt(() => call(api.DELETE('/api/v1/appearances/{id}', { params })))
  }

  /** Images are kept at once; the rest of the draft stays a draft. */
  function upload(kind: ImageKind, file: File): Promise<boolean> {
    return attempt(async () => {
      const answer = await call(
        api.PUT('/api/v1/appearances/{id}/images/{kind}', {
          params: { path: { id, kind } },
          ...rawBody(file),
        }),
      )
      take(kind, answer)
    })
  }

  function dropImage(kind: ImageKind): Promise<boolean> {
    return attempt(async () => {
      await call(api.DELETE('/api/v1/appearances/{id}/images/{kind}', { params: { path: { id, kind } } }))
      take(kind, null)
    })
  }

  function take(kind: ImageKind, from: Appearance | null) {
    if (draft.value) draft.value.look[kind] = from?.look[kind] ?? null
  }

  return { draft, problem, reload, busy, refusal, save, remove, upload, dropImage }
}
