const two = (part: number) => String(part).padStart(2, '0')

/** An instant as an input of type `datetime-local` has it, in the viewer's zone; "" for none. */
export function toLocalInput(instant: string | null | undefined): string {
  if (!instant) return ''
  const at = new Date(instant)
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}

export function fromLocalInput(text: string): string | null {
  const at = new Date(text)
  return text && !Number.isNaN(at.getTime()) ? at.toISOString() : null
}
