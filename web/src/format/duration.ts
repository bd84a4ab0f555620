const two = (part: number) => String(part).padStart(2, '0')

/** 75 → "1:15", 3675 → "1:01:15". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** "1234", "20:34" or "1h2m3s" → seconds; anything else → null. */
export function parsePosition(text: unknown): number | null {
  if (typeof text !== 'string' || text === '') return null
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  if (/^\d+(:\d{1,2}){1,2}$/.test(text)) {
    return text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)
  }
  const units = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text)
  if (!units) return null
  const [h = 0, m = 0, s = 0] = units.slice(1).map((part) => Number(part ?? 0))
  return h * 3600 + m * 60 + s
}
