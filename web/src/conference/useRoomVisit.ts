import { ref, shallowRef } from 'vue'
import { api, call } from '@/api/client'
import type { Joining, Room } from '@/api/types'
import { ProblemError } from '@/api/problem'
import { rememberRoom } from '@/rooms/lastRooms'
import { useJoining } from './useJoining'

/**
 * A visit of a signed-in person to a room. A room that nobody opened yet is opened only on their word: having typed its
 * name is one, having followed a link is none.
 */
export function useRoomVisit(name: string, typed: string | null) {
  const room = shallowRef<Room | null>(null)
  const isNew = ref(false)
  let title = typed

  const { stage, join, renew, agree, over } = useJoining(ask)

  async function ask(consent: boolean): Promise<Joining> {
    if (title === null) room.value = await find(name)
    const joining = await call(
      api.POST('/api/v1/rooms/{room}/join', {
        params: { path: { room: name } },
        body: { title: title ?? undefined, consent },
      }),
    )
    rememberRoom({ name: joining.room, title: joining.title })
    room.value ??= await find(joining.room).catch(() => null)
    return joining
  }

  async function enter() {
    await join()
    isNew.value = stage.value.kind === 'refused' && stage.value.problem.key === 'room-not-found'
  }

  function openRoom() {
    title = typed ?? name
    return enter()
  }

  return { room, stage, isNew, enter, openRoom, renew, agree, over }
}

function find(room: string): Promise<Room> {
  return call(api.GET('/api/v1/rooms/{room}', { params: { path: { room } } })).catch((cause) => {
    throw ProblemError.from(cause)
  })
}
