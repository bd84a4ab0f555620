import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick } from 'vue'
import type { Recording } from '@/api/types'
import { useParts } from './useParts'

const part = (previousPart: string | null, nextPart: string | null) =>
  ({ previousPart, nextPart }) as Partial<Recording> as Recording

function open(id: string, recording: Recording | null) {
  const went: string[] = []
  const scope = effectScope()
  const parts = scope.run(() => useParts({ id, recording: () => recording, go: (to) => went.push(to) }))!
  return { ...parts, went, leave: () => scope.stop() }
}

beforeEach(() => localStorage.clear())

describe('useParts', () => {
  it('offers the next part at the end, and goes nowhere by itself', () => {
    const first = open('a', part(null, 'b'))
    expect(first.offered.value).toBe(false)

    first.onEnded()

    expect(first.offered.value).toBe(true)
    expect(first.went).toEqual([])
    first.onPlaying()
    expect(first.offered.value).toBe(false)
  })

  it('offers nothing after the last part, and where there are none', () => {
    for (const recording of [part('a', null), part(null, null), null]) {
      const last = open('b', recording)
      last.goesOn.value = true
      last.onEnded()
      expect(last.offered.value).toBe(false)
      expect(last.went).toEqual([])
    }
  })

  it('goes on by itself for who asked for it, in later recordings too', async () => {
    const first = open('a', part(null, 'b'))
    first.goesOn.value = true
    await nextTick()
    first.leave()

    const second = open('b', part('a', 'c'))
    expect(second.goesOn.value).toBe(true)
    second.onEnded()
    expect(second.went).toEqual(['c'])
  })

  it('starts at once only the part that was gone to', () => {
    const first = open('a', part(null, 'b'))
    expect(first.startsAtOnce).toBe(false)
    first.turn(1)

    expect(open('b', null).startsAtOnce).toBe(true)
    expect(open('b', null).startsAtOnce).toBe(false)

    first.turn(1)
    expect(open('c', null).startsAtOnce).toBe(false)
    expect(open('b', null).startsAtOnce).toBe(false)
  })

  it('goes back too, but not before the first', () => {
    const second = open('b', part('a', null))
    second.turn(1)
    second.turn(-1)
    second.turn(-1)

    expect(second.went).toEqual(['a', 'a'])
  })
})
