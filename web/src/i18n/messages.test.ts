import { describe, expect, it } from 'vitest'
import en from './en.json'
import { russianPlural } from './plural'
import ru from './ru.json'

function flatten(messages: object, path = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [name, value] of Object.entries(messages)) {
    if (typeof value === 'string') flat.set(path + name, value)
    else for (const [key, text] of flatten(value, `${path}${name}.`)) flat.set(key, text)
  }
  return flat
}

const placeholders = (text: string) => new Set(text.match(/\{\w+\}/g))
const [russian, english] = [flatten(ru), flatten(en)]

describe('messages', () => {
  it('have the same keys in both languages', () => {
    expect([...russian.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('are not empty', () => {
    const empty = [...russian, ...english].filter(([, text]) => text.trim() === '').map(([key]) => key)
    expect(empty).toEqual([])
  })

  it.each([...russian.keys()])('%s has the same placeholders in both', (key) => {
    expect(placeholders(russian.get(key) ?? '')).toEqual(placeholders(english.get(key) ?? ''))
  })

  it('have three Russian forms where there are two English ones', () => {
    const plural = [...english].filter(([, text]) => text.includes(' | ')).map(([key]) => key)
    expect(plural.length).toBeGreaterThan(0)
    for (const key of plural) expect(russian.get(key)?.split(' | ')).toHaveLength(3)
  })
})

describe('russianPlural', () => {
  it.each([
    [1, 0],
    [2, 1],
    [5, 2],
    [11, 2],
    [21, 0],
    [22, 1],
    [112, 2],
  ])('of %d is form %d', (count, form) => expect(russianPlural(count)).toBe(form))
})
