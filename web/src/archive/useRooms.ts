import { onMounted, ref } from 'vue'
import { api, call } from '@/api/client'
import type { RoomCount } from '@/api/types'

/** Names to choose from; without them the filter still works by typing. */
export function useRooms() {
  const rooms = ref<RoomCount[]>([])

  onMounted(async () => {
    rooms.value = await call(api.GET('/api/v1/recordings/rooms')).catch(() => [])
  })

  return { rooms }
}
