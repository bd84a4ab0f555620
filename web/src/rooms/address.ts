/**
 * What a typed name is in a URL. The server makes the final slug; here only goes what no path carries safely
 * (slashes, percent signs, dots).
 */
export function roomAddress(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
}
