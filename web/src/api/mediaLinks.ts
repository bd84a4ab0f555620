/**
 * What a signed link leads to, without the signature: that stands in the query, or as the first folder of `/media/`,
 * and is another one in a later answer.
 */
export function mediaBehind(link: string): string {
  const [path = link] = link.split('?', 1)
  return path.replace(/^\/media\/[^/]+\//, '/media/')
}

export function sameMedia(a: string | null | undefined, b: string | null | undefined): boolean {
  return Boolean(a && b) && mediaBehind(a as string) === mediaBehind(b as string)
}
