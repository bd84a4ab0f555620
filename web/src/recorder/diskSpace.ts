/** About ten minutes of recording. */
export const LOW = 250 * 1000 * 1000

export function freeOf({ quota, usage }: StorageEstimate): number | null {
  return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage)
}

/** Asks the browser not to throw away what waits to be sent when the disk gets full. */
export async function keepStorage(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false)
}

export async function freeSpace(): Promise<number | null> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null)
  return estimate ? freeOf(estimate) : null
}
