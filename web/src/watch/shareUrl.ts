/** The token stands behind the #: browsers keep that part to themselves. */
export function shareUrl(id: string, token: string, origin = location.origin): string {
  return `${origin}/s/${id}#${token}`
}

export function embedCode(id: string, token: string, origin = location.origin): string {
  const src = `${origin}/embed/${id}#${token}`
  return `<iframe src="${src}" width="800" height="500" allow="fullscreen" style="border:0"></iframe>`
}
