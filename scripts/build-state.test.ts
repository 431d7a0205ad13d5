import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildIsStale } from './build-state.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vocero-build-'))
  write('renderer/pages/jobs.tsx', 100)
  write('engine/start.ts', 100)
})
afterEach(() => rmSync(root, { recursive: true }))

/** Writes a file as of a second of some past day, and its folders with it. */
function write(path: string, second: number): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
  for (let touched = file; touched !== root; touched = dirname(touched)) utimesSync(touched, second, second)
}

it('builds when there is no build, and not again after it', () => {
  expect(buildIsStale(root)).toBe(true)
  write('out/renderer/index.html', 200)
  expect(buildIsStale(root)).toBe(false)
})

it('builds again after a source has changed, however deep', () => {
  write('out/renderer/index.html', 200)
  write('renderer/pages/deep/er/new.tsx', 300)
  expect(buildIsStale(root)).toBe(true)
})

it('builds again after a source was deleted', () => {
  write('engine/old.ts', 100)
  write('out/renderer/index.html', 200)
  rmSync(join(root, 'engine/old.ts'))
  expect(buildIsStale(root)).toBe(true)
})

it('does not build again for files the program is not made from', () => {
  write('out/renderer/index.html', 200)
  write('docs/architecture.md', 300)
  write('tests/api/conformance.ts', 300)
  expect(buildIsStale(root)).toBe(false)
})
