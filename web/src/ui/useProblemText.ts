import { useI18n } from 'vue-i18n'
import { ProblemError } from '@/api/problem'

const OWN_TEXTS = ['unreachable', 'unexpected', 'recording-beginning-lost'] as const

export function useProblemText() {
  const { t } = useI18n()

  /** The server's words if it gave any, else ours. */
  function describe(cause: unknown): { title: string; detail: string | null } {
    const problem = ProblemError.from(cause)
    if (problem.title) return { title: problem.title, detail: problem.detail }
    const key = OWN_TEXTS.find((own) => own === problem.key) ?? 'unexpected'
    return { title: t(`problem.${key}.title`), detail: t(`problem.${key}.detail`) }
  }

  return { describe }
}
