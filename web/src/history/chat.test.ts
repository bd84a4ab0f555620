import { describe, expect, it } from 'vitest'
import type { ChatMessage } from '@/api/types'
import { chatPieces, findMessages, wordsOf } from './chat'

const message = (author: string, text: string | null): ChatMessage => ({
  id: `${author}-${text}`,
  at: '2026-11-25T10:00:00Z',
  author,
  userId: null,
  text,
  replyTo: null,
  retractedAt: text === null ? '2026-11-25T10:01:00Z' : null,
  reactions: [],
})

const shown = (text: string, query = '') =>
  chatPieces(text, wordsOf(query)).map(({ text, marked, href }) =>
    href ? `(${href})` : marked ? `[${text}]` : text,
  )

describe('chatPieces', () => {
  it.each([
    ['Где запись?', 'запись', ['Где ', '[запись]', '?']],
    ['Ещё раз', 'еще', ['[Ещё]', ' раз']],
    ['ряд Фурье, ряды', 'ряд фурье', ['[ряд]', ' ', '[Фурье]', ', ', '[ряд]', 'ы']],
    ['a < b', '', ['a < b']],
    ['', 'x', []],
  ])('of %s for %s', (text, query, pieces) => expect(shown(text, query)).toEqual(pieces))

  it('lead to the places that are named, without the full stop', () => {
    expect(shown('см. https://uni.example/a?b=1.')).toEqual(['см. ', '(https://uni.example/a?b=1)', '.'])
    expect(shown('(http://uni.example)')).toEqual(['(', '(http://uni.example)', ')'])
  })

  it('never lead to a script', () => expect(shown('javascript:alert(1)')).toEqual(['javascript:alert(1)']))
})

describe('findMessages', () => {
  const messages = [message('Анна', 'Пришлёте слайды?'), message('Борис', 'Да'), message('Анна', null)]

  it('gives all without words', () => expect(findMessages(messages, [])).toHaveLength(3))

  it('looks at text and author', () => {
    expect(findMessages(messages, wordsOf('анна пришлете'))).toEqual([messages[0]])
    expect(findMessages(messages, wordsOf('борис'))).toEqual([messages[1]])
  })

  it('gives nothing when one word is missing', () => {
    expect(findMessages(messages, wordsOf('слайды завтра'))).toEqual([])
  })
})
