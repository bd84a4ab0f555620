interface Sample {
  at: number
  sent: number
}

/** Bytes per second over the last few seconds. */
export class Speedometer {
  private samples: Sample[] = []

  constructor(private readonly windowMs = 5000) {}

  note(sent: number, at: number): number | null {
    this.samples.push({ at, sent })
    this.samples = this.samples.filter((sample) => at - sample.at <= this.windowMs)
    const first = this.samples[0]
    if (!first || at - first.at < 500) return null
    return ((sent - first.sent) * 1000) / (at - first.at)
  }
}
