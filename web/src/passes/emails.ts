/** Addresses as people paste them: by comma, semicolon, space or line, with or without names. */
export function emailsIn(text: string): string[] {
  const found = text.split(/[\s,;<>]+/).filter((word) => /^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(word))
  return [...new Set(found.map((email) => email.toLowerCase()))]
}
