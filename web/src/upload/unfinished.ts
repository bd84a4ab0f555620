import type { UnfinishedUpload } from '@/api/types'

export type Mismatch = 'other-name' | 'other-size'

/** Whether a file is the one that an upload waits for, as far as can be told without reading it. */
export function mismatchOf(
  file: Pick<File, 'name' | 'size'>,
  { fileName, sizeBytes }: Pick<UnfinishedUpload, 'fileName' | 'sizeBytes'>,
): Mismatch | null {
  if (file.name !== fileName) return 'other-name'
  return file.size === sizeBytes ? null : 'other-size'
}

export function waitingFor(
  file: Pick<File, 'name' | 'size'>,
  unfinished: readonly UnfinishedUpload[],
): UnfinishedUpload | undefined {
  return unfinished.find((upload) => mismatchOf(file, upload) === null)
}
