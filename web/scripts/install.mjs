import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

const modified = (path) =>
  statSync(new URL(`../${path}`, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0

if (modified('node_modules/.package-lock.json') > modified('package-lock.json')) {
  console.log('node_modules is up to date')
} else {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  process.exit(spawnSync(npm, ['ci', '--no-audit', '--no-fund'], { stdio: 'inherit' }).status ?? 1)
}
