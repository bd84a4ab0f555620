import { computed, ref } from 'vue'
import { ownUploads } from '@/recorder/useCourier'
import { ownPath } from '@/tus/protocol'
import { tusClient, type TusClient } from '@/tus/tusClient'
import type { UnfinishedUpload } from '@/api/types'
import { unfinishedUploads } from '@/tus/uploadsApi'
import { useAttempt } from '@/ui/useAttempt'
import { useLoaded } from '@/ui/useLoaded'

/**
 * What the server still waits for, as of when the page was opened: files to be chosen again, and what another browser of
 * ours recorded. Of what this one recorded others tell.
 */
export function useUnfinished(
  load: () => Promise<UnfinishedUpload[]> = unfinishedUploads,
  ownUrls: () => Promise<ReadonlySet<string>> = ownUploads,
  client: TusClient = tusClient,
) {
  const { data, problem, reload } = useLoaded(async () => {
    const [all, own] = await Promise.all([load(), ownUrls()])
    return all.filter(({ url }) => !own.has(ownPath(url)))
  })
  const taken = ref<ReadonlySet<string>>(new Set())
  const { problem: failure, attempt } = useAttempt()

  const unfinished = computed(() => (data.value ?? []).filter(({ id }) => !taken.value.has(id)))

  /** It goes on below, among those that are sent now. */
  function take({ id }: UnfinishedUpload) {
    taken.value = new Set([...taken.value, id])
  }

  function discard(upload: UnfinishedUpload) {
    return attempt(async () => {
      await client.terminate(ownPath(upload.url))
      take(upload)
    })
  }

  /** Without what never arrived: for what was recorded by a browser that is not there any more. */
  async function keep(upload: UnfinishedUpload): Promise<string | null> {
    let recording: string | null = null
    await attempt(async () => {
      const url = ownPath(upload.url)
      const { offset } = await client.standing(url)
      recording = (await client.append(url, offset, new Uint8Array(0), offset)).recording
      take(upload)
    })
    return recording
  }

  const loaded = computed(() => data.value !== null)

  return { unfinished, loaded, problem, failure, reload, take, discard, keep }
}
