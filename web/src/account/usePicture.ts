import { computed } from 'vue'
import { api, call, rawBody } from '@/api/client'
import { useAttempt } from '@/ui/useAttempt'
import { useLoaded } from '@/ui/useLoaded'
import { asSquare } from './square'

/** What I look like in conferences. */
export function usePicture() {
  const { data, reload } = useLoaded(() => call(api.GET('/api/v1/me/picture')))
  const { busy, problem, attempt } = useAttempt()
  const url = computed(() => data.value?.url ?? null)
  /** One of the directory is on another site, from which this page shows nothing. */
  const own = computed(() => (url.value?.startsWith('/') ? url.value : null))

  function upload(file: File): Promise<boolean> {
    return attempt(async () => {
      const image = await asSquare(file)
      data.value = await call(api.PUT('/api/v1/me/picture', rawBody(image)))
    })
  }

  function remove(): Promise<boolean> {
    return attempt(async () => {
      await call(api.DELETE('/api/v1/me/picture'))
      await reload()
    })
  }

  return { url, own, busy, problem, upload, remove }
}
