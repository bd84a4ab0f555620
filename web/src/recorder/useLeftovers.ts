import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Courier, Load } from './courier'
import type { Part } from './spool'
import { recordedHere, useCourier } from './useCourier'

/**
 * What recordings of ours still have to go from this browser to the server: those that broke off wait for a word, those
 * that were ended go by themselves.
 */
export function useLeftovers(owner: () => string | null, find: () => Promise<Courier | null> = useCourier) {
  const courier = shallowRef<Courier | null>(null)
  const found = shallowRef<Part[]>([])

  const loads = computed<Load[]>(() =>
    [...(courier.value?.loads.values() ?? [])].filter(({ part }) => part.id !== recordedHere.value),
  )

  const broken = computed(() => found.value.filter(({ id }) => !courier.value?.loads.has(id)))

  async function look() {
    const carrier = (courier.value ??= await find())
    const own = owner()
    if (!carrier || !own) return
    const carried = await carrier.carried()
    const left = (await carrier.spool.parts()).filter(({ id, owner: of }) => of === own && !carried.has(id))
    left.filter(({ ended }) => ended).forEach(({ id }) => void carrier.carry(id))
    found.value = left.filter(({ ended }) => !ended)
  }

  /** What there is of it. */
  async function send({ id }: Part) {
    const carrier = courier.value
    if (!carrier) return
    await carrier.spool.end(id).catch(() => {})
    void carrier.carry(id)
    await look()
  }

  async function discard({ id }: Part) {
    await courier.value?.discard(id)
    await look()
  }

  async function settleForLess({ id }: Part) {
    await courier.value?.settleForLess(id)
  }

  function onSeen() {
    if (!document.hidden) void look()
  }

  document.addEventListener('visibilitychange', onSeen)
  onScopeDispose(() => document.removeEventListener('visibilitychange', onSeen))
  watch(recordedHere, look)
  void look()

  return {
    broken,
    loads,
    look,
    send,
    discard,
    settleForLess,
    fileOf: ({ id }: Part) => courier.value?.spool.file(id),
    retry: (id: string) => courier.value?.retry(id),
    forget: (id: string) => courier.value?.forget(id),
  }
}
