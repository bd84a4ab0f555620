import { computed, reactive, ref } from 'vue'
import { newUuid } from '@/tus/uuid'
import type { UploadLimits } from '@/api/types'
import { refusalsOf } from './refusals'
import type { AboutFile } from './useUploads'

export interface Chosen {
  readonly key: string
  readonly file: File
  readonly size: number
  title: string
  room: string
  /** As the input of a form has it. */
  startedAt: string
}

/** The files chosen but not sent yet, and what is said about them. */
export function useDraft(limits: () => UploadLimits | null) {
  const chosen = ref<Chosen[]>([])
  const refusals = computed(() => refusalsOf(chosen.value, limits()))
  const accepted = computed(() => chosen.value.filter((each) => !refusals.value.has(each)))

  function choose(files: File[]) {
    const room = chosen.value.at(-1)?.room ?? ''
    for (const file of files) {
      chosen.value.push(
        reactive({ key: newUuid(), file, size: file.size, title: '', room, startedAt: '' }) as Chosen,
      )
    }
  }

  function discard({ key }: Chosen) {
    chosen.value = chosen.value.filter((each) => each.key !== key)
  }

  /** What fits; the rest stays, with the reason. */
  function take(): Chosen[] {
    const taken = accepted.value
    chosen.value = chosen.value.filter((each) => refusals.value.has(each))
    return taken
  }

  /** Of the first one. */
  function roomForAll() {
    chosen.value.forEach((each) => (each.room = chosen.value[0]!.room))
  }

  return {
    chosen,
    refusals,
    accepted,
    bytes: computed(() => accepted.value.reduce((sum, { size }) => sum + size, 0)),
    choose,
    discard,
    take,
    roomForAll,
  }
}

export function aboutOf({ title, room, startedAt }: Pick<Chosen, 'title' | 'room' | 'startedAt'>): AboutFile {
  return {
    ...(title.trim() && { title: title.trim() }),
    ...(room.trim() && { room: room.trim() }),
    ...(startedAt && { startedAt: new Date(startedAt).toISOString() }),
  }
}
