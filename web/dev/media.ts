const SLIDES = [
  ['#1f2f6b', '#3d57c9'],
  ['#134e4a', '#2a8f86'],
  ['#4a1d3f', '#a2467f'],
  ['#5a3410', '#c27b2c'],
  ['#26313f', '#60758d'],
]

export function poster(number: number): string {
  const [dark, light] = SLIDES[number % SLIDES.length]!
  const bars = [0, 1, 2, 3].map((i) => {
    const width = 260 - ((number * 37 + i * 61) % 130)
    return `<rect x="70" y="${150 + i * 34}" width="${width}" height="12" rx="6" fill="#fff" opacity=".35"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${dark}"/><stop offset="1" stop-color="${light}"/></linearGradient></defs><rect width="640" height="360" fill="url(#g)"/><rect x="70" y="86" width="330" height="24" rx="12" fill="#fff" opacity=".85"/>${bars.join('')}<circle cx="520" cy="215" r="58" fill="#fff" opacity=".2"/><path d="M430 360a90 90 0 0 1 180 0z" fill="#fff" opacity=".2"/></svg>`
}

/** A minute of a quiet tone, as WAV: something that any browser plays. */
export function tone(seconds = 60, rate = 8000): Buffer {
  const samples = Buffer.alloc(seconds * rate)
  for (let i = 0; i < samples.length; i++)
    samples[i] = 128 + Math.round(12 * Math.sin((i * 2 * Math.PI * 220) / rate))
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}
