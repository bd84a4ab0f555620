import type { components } from './generated/schema'

type Problem = components['schemas']['Problem']

export class ProblemError extends Error {
  readonly key: string
  readonly title: string | null
  readonly detail: string | null
  readonly status: number
  readonly errorId: string | null
  readonly facts: Readonly<Record<string, string>>

  constructor(problem: Partial<Problem>) {
    super(problem.title ?? problem.key ?? 'problem')
    this.key = problem.key ?? 'unknown'
    this.title = problem.title ?? null
    this.detail = problem.detail ?? null
    this.status = problem.status ?? 0
    this.errorId = problem.errorId ?? null
    this.facts = problem.facts ?? {}
  }

  static unreachable(): ProblemError {
    return new ProblemError({ key: 'unreachable' })
  }

  static fromBody(body: unknown, status: number): ProblemError {
    const problem = parse(body)
    return new ProblemError({ key: `http-${status}`, ...problem, status })
  }

  static from(cause: unknown): ProblemError {
    return cause instanceof ProblemError ? cause : new ProblemError({ key: 'unexpected' })
  }
}

function parse(body: unknown): Partial<Problem> {
  if (typeof body === 'string') {
    try {
      return parse(JSON.parse(body))
    } catch {
      return {}
    }
  }
  return body !== null && typeof body === 'object' ? (body as Partial<Problem>) : {}
}
