import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { normalise } from '../embedders/embedder.ts'
import { hashText } from '../language/words.ts'
import { keepSmall, openSmall } from './small-file.ts'
import { smallOf, type SmallVectors } from './small-vectors.ts'
import { SpaceIndex } from './space-index.ts'

const dimensions = 16
const key = { spaceSeq: 7, embedder: 'offline-1', dimensions }
/** Any directions, the same for the same item. */
const vectorOf = (item: number) => normalise(Float32Array.from({ length: dimensions }, (_, at) => (hashText(`${item} ${at}`) / 2 ** 32) - 0.5))

let folder = ''
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'vocero-vectors-')) })
afterEach(() => rmSync(folder, { recursive: true }))

const newIndex = () => new SpaceIndex(dimensions, null, (items) => new Map(items.map((item) => [item, vectorOf(item)])), 50)
function filledIndex() {
  const index = newIndex()
  for (let item = 0; item < 200; item += 1) index.put(item, vectorOf(item))
  return index
}
const keep = (index: SpaceIndex, writes: number) => keepSmall(folder, key, index.small as SmallVectors, writes)
const open = (writes: number) => openSmall(folder, key, writes)
const fileOf = () => join(folder, readdirSync(folder).find((name) => name.endsWith('.vectors')) ?? '')

test('what was kept is opened as long as no vector changed, finds the same, and goes on changing', () => {
  const index = filledIndex()
  keep(index, 200)
  const later = newIndex()
  later.adopt(open(200) as SmallVectors)
  expect(later.size).toBe(200)
  for (const item of [3, 77, 199]) expect(later.search(vectorOf(item), 5, -1)).toEqual(index.search(vectorOf(item), 5, -1))
  later.put(500, vectorOf(500))
  later.remove(3)
  expect(later.search(vectorOf(500), 1, -1)).toMatchObject([{ item: 500 }])
  expect(later.search(vectorOf(3), 3, -1).map(({ item }) => item)).not.toContain(3)
  expect(open(201)).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['cut', (path: string) => truncateSync(path, 400)],
  ['overwritten', (path: string) => {
    const bytes = readFileSync(path)
    bytes.fill(0xff, bytes.length - 50)
    writeFileSync(path, bytes)
  }],
  ['without its seal', (path: string) => rmSync(`${path}.json`)],
  ['under a seal that is none', (path: string) => writeFileSync(`${path}.json`, '{')],
])('one that is %s is removed instead of opened', (_name, damage) => {
  keep(filledIndex(), 200)
  damage(fileOf())
  expect(open(200)).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

test('a vector that was taken out is in no file', () => {
  const index = filledIndex()
  const holds = (item: number) => {
    keep(index, 1)
    return readFileSync(fileOf()).includes(Buffer.from(smallOf(vectorOf(item)).bytes))
  }
  expect(holds(42)).toBe(true)
  index.remove(42)
  expect(holds(42)).toBe(false)
})
