import { onScopeDispose, ref } from 'vue'

export interface Microphone {
  id: string
  name: string
}

/** Browsers name devices only to pages that may use one already; before that there is nothing to choose from. */
export function useMicrophones() {
  const microphones = ref<Microphone[]>([])
  const devices = navigator.mediaDevices as MediaDevices | undefined

  async function look() {
    const all = (await devices?.enumerateDevices?.().catch(() => [])) ?? []
    microphones.value = all
      .filter(({ kind, label, deviceId }) => kind === 'audioinput' && label && deviceId !== 'default')
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
  }

  devices?.addEventListener?.('devicechange', look)
  onScopeDispose(() => devices?.removeEventListener?.('devicechange', look))
  void look()

  return { microphones, look }
}
