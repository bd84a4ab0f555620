import type { Poll } from '@/api/types'

export interface PollBar {
  key: string
  name: string
  votes: number
  /** Of all votes, 0 to 100. */
  percent: number
}

export function pollBars({ answers }: Pick<Poll, 'answers'>): PollBar[] {
  const all = totalVotes({ answers })
  return answers.map((answer) => ({ ...answer, percent: all > 0 ? (answer.votes / all) * 100 : 0 }))
}

export function totalVotes({ answers }: Pick<Poll, 'answers'>): number {
  return answers.reduce((sum, { votes }) => sum + votes, 0)
}
