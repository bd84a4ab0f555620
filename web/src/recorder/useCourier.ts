import { ref } from 'vue'
import { tusClient } from '@/tus/tusClient'
import { Courier } from './courier'
import { Spool } from './spool'

/** The part that the page records now; it has its own place to be shown. */
export const recordedHere = ref<string | null>(null)

let courier: Promise<Courier | null> | null = null

/** One for the page, however long it is open; null where the browser cannot keep anything. */
export function useCourier(): Promise<Courier | null> {
  return (courier ??= open())
}

async function open(): Promise<Courier | null> {
  if (!('locks' in navigator) || !('indexedDB' in globalThis)) return null
  return Spool.open().then(
    (spool) => new Courier(spool, tusClient),
    () => null,
  )
}

/** Where what is recorded here is sent to. */
export async function ownUploads(): Promise<ReadonlySet<string>> {
  const parts = await (await useCourier())?.spool.parts().catch(() => [])
  return new Set(parts?.flatMap(({ url }) => url ?? []))
}
