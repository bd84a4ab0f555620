type Query = Record<string, string | null | undefined>

/** The address of a file for a link; what is not set is left out. */
export function fileUrl(path: string, query: Query = {}): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return set.length > 0 ? `${path}?${new URLSearchParams(set)}` : path
}
