/** From the first moment of one day to the last of another, as the viewer's zone has them. */
export function period(from: string, to: string) {
  return { from: from ? midnight(from) : undefined, to: to ? midnight(to, 1) : undefined }
}

function midnight(day: string, daysLater = 0): string {
  const instant = new Date(`${day}T00:00`)
  instant.setDate(instant.getDate() + daysLater)
  return instant.toISOString()
}
