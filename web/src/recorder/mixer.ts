/** One sound of several. There always is one, be it silence: what is recorded keeps its tracks. */
export class Mixer {
  readonly output: MediaStream

  private readonly context = new AudioContext()
  private readonly voice: GainNode
  private readonly meter: AnalyserNode
  private readonly samples: Float32Array<ArrayBuffer>

  constructor(sound: MediaStream, voice: MediaStream | null) {
    const output = this.context.createMediaStreamDestination()
    this.output = output.stream
    this.voice = this.context.createGain()
    this.meter = this.context.createAnalyser()
    this.meter.fftSize = 1024
    this.samples = new Float32Array(this.meter.fftSize)
    this.voice.connect(this.meter)
    this.meter.connect(output)
    if (sound.getAudioTracks().length > 0) this.context.createMediaStreamSource(sound).connect(this.meter)
    if (voice) this.context.createMediaStreamSource(voice).connect(this.voice)
    void this.context.resume()
  }

  hear(voice: boolean) {
    this.voice.gain.setTargetAtTime(voice ? 1 : 0, this.context.currentTime, 0.02)
  }

  level(): number {
    this.meter.getFloatTimeDomainData(this.samples)
    return levelOf(this.samples)
  }

  close() {
    for (const track of this.output.getTracks()) track.stop()
    void this.context.close()
  }
}

const QUIETEST = -60

/** As ears have it: 0 at −60 dB and below, 1 at full scale. */
export function levelOf(samples: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length))
  return Math.min(1, Math.max(0, 1 - decibels / QUIETEST))
}
