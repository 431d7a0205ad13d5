import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { normalise } from '../embedders/embedder.ts'
import { keepGraph, openKeptGraph } from './graph-file.ts'
import { loadNative, type Native, type NativeGraph } from './native.ts'
import { SpaceIndex } from './space-index.ts'

const dimensions = 16
const key = { spaceSeq: 7, embedder: 'offline-1', dimensions }
const vectorOf = (item: number) => normalise(Float32Array.from({ length: dimensions }, (_, at) => Math.sin(item * 13 + at * 7)))
const vectors = new Map(Array.from({ length: 200 }, (_, item) => [item, vectorOf(item)]))
const native = loadNative().native as Native

let folder = ''
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'vocero-graph-')) })
afterEach(() => rmSync(folder, { recursive: true }))

const newIndex = () => new SpaceIndex(dimensions, native, 50, (items) => new Map(items.map((item) => [item, vectorOf(item)])))

function wholeIndex() {
  const index = newIndex()
  for (const [item, vector] of vectors) index.put(item, vector)
  while (index.grow(64)) { /* to the end */ }
  return index
}
const open = (writes: number) => openKeptGraph(folder, key, writes, native.newGraph(dimensions))

test('a kept graph is opened as long as no vector changed, and what it finds is the same', () => {
  const index = wholeIndex()
  keepGraph(folder, key, index.whole as NativeGraph, 200)
  const graph = open(200)
  const later = newIndex()
  later.adopt(graph as NativeGraph)
  expect(later.size).toBe(200)
  for (const item of [3, 77, 199]) expect(later.search(vectorOf(item), 5, -1)).toEqual(index.search(vectorOf(item), 5, -1))
  expect(open(201)).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['cut', (path: string) => truncateSync(path, 4_000)],
  ['overwritten', (path: string) => {
    const bytes = readFileSync(path)
    bytes.fill(0xff, bytes.length - 500)
    writeFileSync(path, bytes)
  }],
  ['without its seal', (path: string) => rmSync(`${path}.json`)],
  ['under a seal that is none', (path: string) => writeFileSync(`${path}.json`, '{')],
])('one that is %s is removed instead of opened', (_name, damage) => {
  keepGraph(folder, key, wholeIndex().whole as NativeGraph, 200)
  damage(join(folder, readdirSync(folder).find((name) => name.endsWith('.graph')) ?? ''))
  expect(open(200)).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

test('a vector that was taken out is in no file', () => {
  const index = wholeIndex()
  const halves = (vector: Float32Array) => Buffer.from(Float16Array.from(vector).buffer)
  const kept = () => {
    keepGraph(folder, key, index.whole as NativeGraph, 1)
    return readFileSync(join(folder, readdirSync(folder).find((name) => name.endsWith('.graph')) ?? ''))
  }
  expect(kept().includes(halves(vectorOf(42)))).toBe(true)
  index.remove(42)
  expect(kept().includes(halves(vectorOf(42)))).toBe(false)
  expect(index.search(vectorOf(42), 3, -1).map(({ item }) => item)).not.toContain(42)
})
