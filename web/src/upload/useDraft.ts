import { computed, reactive, ref } from 'vue'
import type { DeliveryMetadata } from './deliver'

/** The files chosen but not sent yet, and what is said about them. */
export function useDraft() {
  const files = ref<File[]>([])
  const fields = reactive({ title: '', room: '', startedAt: '' })

  function metadata(): DeliveryMetadata {
    return {
      ...(fields.title.trim() && files.value.length === 1 && { title: fields.title.trim() }),
      ...(fields.room.trim() && { room: fields.room.trim() }),
      ...(fields.startedAt && { startedAt: new Date(fields.startedAt).toISOString() }),
    }
  }

  function clear() {
    files.value = []
    Object.assign(fields, { title: '', startedAt: '' })
  }

  return {
    files,
    fields,
    bytes: computed(() => files.value.reduce((sum, { size }) => sum + size, 0)),
    choose: (chosen: File[]) => files.value.push(...chosen),
    discard: (file: File) => (files.value = files.value.filter((known) => known !== file)),
    metadata,
    clear,
  }
}
