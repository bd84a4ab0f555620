import { ref } from 'vue'
import { api, call } from '@/api/client'
import type { Room, RoomChange } from '@/api/types'
import { useAttempt } from '@/ui/useAttempt'
import { useLoaded } from '@/ui/useLoaded'

/** A room and the changes to it that are not saved yet. */
export function useRoomSettings(name: string) {
  const params = { path: { room: name } }
  const draft = ref<Room | null>(null)
  const { problem, reload } = useLoaded(async () => {
    draft.value = await call(api.GET('/api/v1/rooms/{room}', { params }))
  })
  const { busy, problem: refusal, attempt } = useAttempt()

  function save(): Promise<boolean> {
    return attempt(async () => {
      if (!draft.value) return
      const body = changeOf(draft.value)
      draft.value = await call(api.PATCH('/api/v1/rooms/{room}', { params, body }))
    })
  }

  function remove(): Promise<boolean> {
    return attempt(() => call(api.DELETE('/api/v1/rooms/{room}', { params })))
  }

  return { draft, problem, reload, busy, refusal, save, remove }
}

export function changeOf(room: Room): RoomChange {
  return {
    title: room.title.trim(),
    owners: room.owners.map(({ id }) => id),
    entry: room.entry,
    entryGroups: room.entry === 'group' ? room.entryGroups : [],
    lobby: room.lobby,
    recordBy: room.recordBy,
    consent: room.consent,
    consentText: room.consentText?.trim() || null,
    recordingAccess: room.recordingAccess,
    recordingGroups: room.recordingAccess === 'group' ? room.recordingGroups : [],
    appearance: room.appearance,
  }
}
