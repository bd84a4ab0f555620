import { onMounted, shallowRef } from 'vue'
import { api, call } from '@/api/client'
import type { Room } from '@/api/types'

/** Rooms to choose from; without them a name can still be typed. */
export function useRoomNames() {
  const names = shallowRef<Room[]>([])

  onMounted(async () => {
    names.value = await call(api.GET('/api/v1/rooms', { params: { query: { size: 100 } } })).then(
      ({ items }) => items,
      () => [],
    )
  })

  return { names }
}
