export function roomUrl(room: string, origin = location.origin): string {
  return `${origin}/room/${encodeURIComponent(room)}`
}
