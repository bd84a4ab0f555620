import { describe, expect, it } from 'vitest'
import { bars, ticks } from './timeline'

const [start, end] = ['2026-11-25T10:00:00Z', '2026-11-25T11:40:00Z']
const at = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString()

describe('bars', () => {
  it('lie where the person was, with the pause between them', () => {
    const intervals = [
      { from: at(0), to: at(25) },
      { from: at(50), to: at(100) },
    ]
    expect(bars(intervals, start, end)).toEqual([
      { left: 0, width: 25 },
      { left: 50, width: 50 },
    ])
  })

  it('reach the end when nobody left', () => {
    expect(bars([{ from: at(90), to: null }], start, end)).toEqual([{ left: 90, width: 10 }])
  })

  it('stay on the line when clocks differ', () => {
    expect(bars([{ from: at(-5), to: at(105) }], start, end)).toEqual([{ left: 0, width: 100 }])
    expect(bars([{ from: at(120), to: at(130) }], start, end)).toEqual([{ left: 99.5, width: 0.5 }])
  })

  it('are seen even if short', () => {
    expect(bars([{ from: at(10), to: at(10) }], start, end)[0]?.width).toBe(0.5)
  })

  it('fill a conference without length', () => {
    expect(bars([{ from: start, to: start }], start, start)).toEqual([{ left: 0, width: 100 }])
  })
})

describe('ticks', () => {
  it('stand at round times', () => {
    expect(ticks('2026-11-25T10:07:00Z', end, 0).map((tick) => tick.at.slice(11, 16))).toEqual([
      '10:30',
      '11:00',
      '11:30',
    ])
  })

  it('are round in the zone of the viewer', () => {
    const zone = -(5 * 60 + 30)
    const [first] = ticks('2026-11-25T10:01:00Z', '2026-11-25T18:00:00Z', zone)
    expect(first?.at).toBe('2026-11-25T10:30:00.000Z')
  })

  it('know no more than six steps', () => {
    for (const hours of [0.01, 0.3, 1, 3, 9, 30]) {
      const until = new Date(Date.parse(start) + hours * 3_600_000).toISOString()
      expect(ticks(start, until, 0).length).toBeLessThanOrEqual(7)
    }
  })

  it('are none without a length', () => expect(ticks(start, start, 0)).toEqual([]))
})
