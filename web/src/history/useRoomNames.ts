import { onMounted, shallowRef } from 'vue'
import { rooms } from '@/api/historyCalls'
import type { RoomName } from '@/api/historyTypes'

/** Rooms to choose from; without them a name can still be typed. */
export function useRoomNames() {
  const names = shallowRef<RoomName[]>([])

  onMounted(async () => {
    names.value = await rooms.list().then(
      ({ items }) => items,
      () => [],
    )
  })

  return { names }
}
