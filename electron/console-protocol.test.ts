import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { consoleProtocol } from './console-protocol.ts'

const folder = mkdtempSync(join(tmpdir(), 'vocero-protocol-'))
const renderer = join(folder, 'renderer')
mkdirSync(join(renderer, 'assets'), { recursive: true })
writeFileSync(join(renderer, 'index.html'), '<!doctype html>')
writeFileSync(join(renderer, 'assets', 'main-1a2b.js'), 'export {}')
writeFileSync(join(folder, 'secret.js'), 'secret')
afterAll(() => rmSync(folder, { recursive: true }))
const answer = consoleProtocol(renderer)

it('answers with the files of the console under its policy', async () => {
  const page = await answer({ url: 'app://console/' })
  expect(await page.text()).toBe('<!doctype html>')
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect((await answer({ url: 'app://console/assets/main-1a2b.js' })).headers.get('content-type')).toContain('javascript')
})

it.each(['app://console/../secret.js', 'app://console/%2e%2e/secret.js', 'app://console/..%2fsecret.js', 'app://console/assets/..%5c..%5c..%5csecret.js', 'app://other/index.html', 'app://console/missing.js', 'app://console/assets'])('answers %s with nothing', async (url) => {
  const response = await answer({ url })
  expect(response.status).toBe(404)
  expect(await response.text()).not.toContain('secret')
})
