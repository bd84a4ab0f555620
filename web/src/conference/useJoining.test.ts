import { describe, expect, it, vi } from 'vitest'
import type { Joining } from '@/api/types'
import { ProblemError } from '@/api/problem'
import { useJoining } from './useJoining'

const joining = { room: 'algebra' } as Joining
const needsConsent = new ProblemError({
  key: 'consent-required',
  facts: { text: 'It is recorded.', version: '3' },
})

describe('joining', () => {
  it('goes straight in where nothing is asked', async () => {
    const { stage, join, over } = useJoining(async () => joining)
    expect(stage.value.kind).toBe('asking')
    await join()
    expect(stage.value).toEqual({ kind: 'joined', joining })
    over(61)
    expect(stage.value).toEqual({ kind: 'over', joining, seconds: 61 })
  })

  it('asks for consent, and not again when coming back', async () => {
    const ask = vi.fn(async (consent: boolean) => {
      if (!consent) throw needsConsent
      return joining
    })
    const { stage, join, agree } = useJoining(ask)
    await join()
    expect(stage.value).toEqual({ kind: 'consent', consent: { text: 'It is recorded.', version: '3' } })
    await agree()
    expect(stage.value.kind).toBe('joined')
    await join()
    expect(ask.mock.calls).toEqual([[false], [true], [true]])
  })

  it('does not ask for ever where consent does not help', async () => {
    const { stage, agree } = useJoining(() => Promise.reject(needsConsent))
    await agree()
    expect(stage.value.kind).toBe('refused')
  })

  it('keeps the refusal and can try again', async () => {
    const ask = vi
      .fn()
      .mockRejectedValueOnce(new ProblemError({ key: 'jitsi-unreachable' }))
      .mockResolvedValue(joining)
    const { stage, join } = useJoining(ask)
    await join()
    expect(stage.value).toMatchObject({ kind: 'refused', problem: { key: 'jitsi-unreachable' } })
    await join()
    expect(stage.value.kind).toBe('joined')
  })

  it('is not over before it began', () => {
    const { stage, over } = useJoining(async () => joining)
    over(1)
    expect(stage.value.kind).toBe('asking')
  })
})
