/** Wakes one who waits. A ring that nobody waited for is heard by the next. */
export class Bell {
  private rings = false
  private wake: (() => void) | null = null

  ring() {
    this.rings = true
    this.wake?.()
  }

  /** Until it rings, but no longer than that. */
  async wait(milliseconds: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined
    await Promise.race([this.rung(), new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))])
    clearTimeout(timer)
    this.wake = null
  }

  async rung(): Promise<void> {
    if (!this.rings) await new Promise<void>((resolve) => (this.wake = resolve))
    this.rings = false
  }
}
