import type { ChatMessage } from '@/api/types'

export interface ChatPiece {
  text: string
  marked: boolean
  href?: string
}

const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}»])/g

/** The text with its links, and with what was looked for marked. */
export function chatPieces(text: string, looked: string[]): ChatPiece[] {
  return text
    .split(LINK)
    .flatMap((part, i) =>
      i % 2 === 1 ? [{ text: part, marked: false, href: part }] : markWords(part, looked),
    )
}

/** What is looked for, word by word. */
export function wordsOf(query: string): string[] {
  return folded(query).split(/\s+/).filter(Boolean)
}

/** The messages in which all words occur, in the text or the author's name. */
export function findMessages(messages: ChatMessage[], words: string[]): ChatMessage[] {
  if (words.length === 0) return messages
  return messages.filter(({ author, text }) => {
    const searched = folded(`${author} ${text ?? ''}`)
    return words.every((word) => searched.includes(word))
  })
}

/** Upper or lower case, ё or е: the same word. */
function folded(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}

function markWords(text: string, words: string[]): ChatPiece[] {
  const searched = folded(text)
  // Some letters grow when lowered; then positions would not fit.
  if (text === '' || searched.length !== text.length) return text ? [{ text, marked: false }] : []
  const marks = Array.from({ length: text.length }, () => false)
  for (const word of words) {
    for (let at = searched.indexOf(word); at >= 0; at = searched.indexOf(word, at + word.length)) {
      marks.fill(true, at, at + word.length)
    }
  }
  return runs(text, marks)
}

function runs(text: string, marks: boolean[]): ChatPiece[] {
  const pieces: ChatPiece[] = []
  let start = 0
  for (let i = 1; i <= text.length; i++) {
    if (i < text.length && marks[i] === marks[start]) continue
    pieces.push({ text: text.slice(start, i), marked: marks[start] ?? false })
    start = i
  }
  return pieces
}
