// Runs before the first paint, so that a dark page never flashes white.
;(function () {
  var theme = null
  try {
    theme = localStorage.getItem('lectorium.theme')
  } catch {
    theme = null
  }
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-bs-theme', dark ? 'dark' : 'light')
})()
