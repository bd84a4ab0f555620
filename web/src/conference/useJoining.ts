import { nextTick, shallowRef, watch } from 'vue'
import type { ConsentText, Joining } from '@/api/types'
import { ProblemError } from '@/api/problem'

export type Stage =
  | { kind: 'asking' }
  | { kind: 'refused'; problem: ProblemError }
  | { kind: 'consent'; consent: ConsentText }
  | { kind: 'joined'; joining: Joining }
  | { kind: 'over'; joining: Joining; seconds: number }

/** The way into a conference and out of it. Consent, once given, holds for coming back on this page. */
export function useJoining(ask: (consent: boolean) => Promise<Joining>) {
  const stage = shallowRef<Stage>({ kind: 'asking' })
  let agreed = false
  let asked = 0

  async function join() {
    const own = ++asked
    stage.value = { kind: 'asking' }
    const next = await ask(agreed).then(
      (joining): Stage => ({ kind: 'joined', joining }),
      (cause: unknown) => refusal(ProblemError.from(cause)),
    )
    if (own === asked) stage.value = next
  }

  function refusal(problem: ProblemError): Stage {
    const { text, version } = problem.facts
    if (problem.key === 'consent-required' && text && !agreed) {
      return { kind: 'consent', consent: { text, version: version ?? '' } }
    }
    return { kind: 'refused', problem }
  }

  /** The same once more, for another device: tokens do not live long. */
  function renew(): Promise<Joining> {
    return ask(agreed)
  }

  function agree() {
    agreed = true
    return join()
  }

  function over(seconds: number) {
    if (stage.value.kind === 'joined') {
      stage.value = { kind: 'over', joining: stage.value.joining, seconds }
    }
  }

  // What had the focus is gone with its stage; readers of the screen begin anew.
  watch(stage, async () => {
    await nextTick()
    if (!document.activeElement || document.activeElement === document.body) {
      document.getElementById('main')?.focus({ preventScroll: true })
    }
  })

  return { stage, join, renew, agree, over }
}
