const PREFIX = 'lectorium.'

/** Settings are a convenience: where storage is forbidden, they last as long as the page. */
export function read(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

export function write(key: string, value: string) {
  try {
    localStorage.setItem(PREFIX + key, value)
  } catch {
    return
  }
}
