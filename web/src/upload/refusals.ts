import type { UploadLimits } from '@/api/types'

export type Refusal = 'empty' | 'too-large' | 'over-quota'

/**
 * Which of the files the server would refuse; the rest fits, in this order.
 *
 * @param limits null if they are not known: then the server says it
 */
export function refusalsOf<F extends { size: number }>(
  files: readonly F[],
  limits: UploadLimits | null,
): Map<F, Refusal> {
  const refusals = new Map<F, Refusal>()
  let free = freeBytes(limits)
  for (const file of files) {
    const refusal = refusalOf(file.size, limits, free)
    if (refusal) refusals.set(file, refusal)
    else free -= file.size
  }
  return refusals
}

function refusalOf(size: number, limits: UploadLimits | null, free: number): Refusal | null {
  if (size === 0) return 'empty'
  if (limits && size > limits.maxFileBytes) return 'too-large'
  return size > free ? 'over-quota' : null
}

export function freeBytes(limits: UploadLimits | null): number {
  if (!limits || limits.quotaBytes == null) return Infinity
  return Math.max(0, limits.quotaBytes - limits.usedBytes)
}
