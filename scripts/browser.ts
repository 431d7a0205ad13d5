import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const debianChromium = '/usr/bin/chromium'

function browserIsThere(): boolean {
  return existsSync(debianChromium) || existsSync(chromium.executablePath())
}

/**
 * Sees to a browser for the end-to-end tests: Debian's Chromium or Playwright's own. On Debian as root a missing one is
 * installed.
 * @returns null, or the line that says what is missing and how to get it.
 */
export function ensureBrowser(): string | null {
  if (browserIsThere()) return null
  const missing = 'The end-to-end tests need a browser: run "npx playwright install chromium", or on Debian "apt-get install chromium" as root.'
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return missing
  console.log('Installing Chromium for the end-to-end tests...')
  for (const args of [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', 'chromium']]) {
    const { status, stderr } = spawnSync('apt-get', args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    if (status !== 0) return `${missing} Installing it failed: ${stderr.trim().split('\n').at(-1) ?? ''}`
  }
  return browserIsThere() ? null : missing
}
