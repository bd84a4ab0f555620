// Needs `npm run dev` and a Chromium: CHROMIUM=/path/to/chromium npm run screenshots
import { mkdir } from 'node:fs/promises'
import { chromium } from 'playwright-core'

const base = process.env.BASE_URL ?? 'http://localhost:5173'
const target = new URL('../screenshots/', import.meta.url)
const id = (number) => `0198f3a0-0000-7000-8000-${String(number).padStart(12, '0')}`

const pages = {
  archive: '/archive',
  filters: '/archive?status=ready&sort=longest',
  search: '/archive?q=ряд',
  nothing: '/archive?q=ничего',
  error: '/archive?room=сломано',
  trash: '/archive?status=trashed',
  watch: `/archive/${id(3)}?t=20`,
  preparing: `/archive/${id(1)}`,
  watchable: `/archive/${id(2)}`,
  failed: `/archive/${id(4)}`,
  audio: `/archive/${id(5)}`,
  remark: `/archive/${id(6)}`,
  trashed: `/archive/${id(10)}`,
  upload: '/upload',
  index: '/admin/search',
  missing: '/nowhere',
}

const looks = [
  { locale: 'ru', colorScheme: 'light', width: 1280, height: 860 },
  { locale: 'en', colorScheme: 'dark', width: 1280, height: 860 },
  { locale: 'en', colorScheme: 'light', width: 390, height: 844 },
  { locale: 'ru', colorScheme: 'dark', width: 360, height: 780 },
]

const wanted = process.argv.slice(2)
await mkdir(target, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
})
for (const { locale, colorScheme, width, height } of looks) {
  const context = await browser.newContext({
    locale,
    colorScheme,
    viewport: { width, height },
    deviceScaleFactor: Number(process.env.SCALE ?? 1),
  })
  const page = await context.newPage()
  const look = `${width}-${locale}-${colorScheme}`
  const shoot = (name) =>
    page.screenshot({ path: new URL(`${name}-${look}.png`, target).pathname, fullPage: true })
  page.on('console', (message) => message.type() === 'error' && console.log(look, page.url(), message.text()))
  page.on('pageerror', (error) => console.log(look, page.url(), error.message))

  await page.goto(`${base}/login`)
  await page.waitForSelector('main h1')
  if (await page.locator('input[name=username]').isVisible()) {
    await page.fill('input[name=username]', 'admin')
    await page.fill('input[name=password]', 'wrong')
    await page.click('button[type=submit]')
    await page.waitForSelector('.notice')
    await shoot('login')
    await page.fill('input[name=password]', 'secret')
    await page.click('button[type=submit]')
    await page.waitForSelector('[data-testid=recording-card]')
  }
  for (const [name, path] of Object.entries(pages)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    await page.goto(base + path)
    await page.waitForTimeout(900)
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (wide > 0) console.log(look, name, `is ${wide} px too wide`)
    await shoot(name)
  }
  await page.click('[data-testid=user-menu] button')
  await page.click('[data-testid=sign-out]')
  await page.waitForURL('**/login')
  await context.close()
}
await browser.close()
