const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

export const CSRF_HEADER = 'X-XSRF-TOKEN'

/** Read anew for each call: signing in replaces the token. */
export function csrfToken(cookies: string = document.cookie): string | null {
  for (const pair of cookies.split(';')) {
    const [name, ...value] = pair.trim().split('=')
    if (name === 'XSRF-TOKEN') return decodeURIComponent(value.join('='))
  }
  return null
}

export function needsCsrf(method: string): boolean {
  return !SAFE_METHODS.has(method.toUpperCase())
}
