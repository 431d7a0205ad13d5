import { describe, expect, it } from 'vitest'
import { dot, normalise } from '../embedders/embedder.ts'
import { loadNative } from './native.ts'
import { SpaceIndex } from './space-index.ts'

const dimensions = 24
let state = 3
const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
const someVector = () => normalise(Float32Array.from({ length: dimensions }, () => random() - 0.5))

const { native } = loadNative()
/** Full vectors of the last index made, as a database would have them. */
let kept = new Map<number, Float32Array>()
const kinds = [
  { name: 'compared one by one in JavaScript', make: () => new SpaceIndex(dimensions, null) },
  { name: 'compared by usearch', make: () => new SpaceIndex(dimensions, native) },
  { name: 'held in few bits', make: () => new SpaceIndex(dimensions, native, (items) => new Map(items.flatMap((item) => { const vector = kept.get(item); return vector === undefined ? [] : [[item, vector] as const] })), 50) },
]

function filled(make: () => SpaceIndex, count: number) {
  const index = make()
  const vectors = kept = new Map<number, Float32Array>()
  for (let item = 0; item < count; item += 1) {
    const vector = someVector()
    vectors.set(item * 7, vector)
    index.put(item * 7, vector)
  }
  return { index, vectors }
}

const nearestOf = (vectors: ReadonlyMap<number, Float32Array>, asked: Float32Array, k: number) =>
  [...vectors].map(([item, vector]) => ({ item, similarity: dot(vector, asked) })).sort((one, other) => other.similarity - one.similarity).slice(0, k).map(({ item }) => item)

it('usearch can be loaded here, so that its roads below are really taken', () => {
  expect(loadNative()).toMatchObject({ problem: null })
})

describe.each(kinds)('vectors $name', ({ make }) => {
  it('are found nearest first with their cosine', () => {
    const { index, vectors } = filled(make, 400)
    const asked = someVector()
    const found = index.search(asked, 5, -1)
    expect(found.map(({ item }) => item)).toEqual(nearestOf(vectors, asked, 5))
    for (const { item, similarity } of found) expect(similarity).toBeCloseTo(dot(vectors.get(item) ?? asked, asked), 5)
  })

  it('below the least similarity are not told', () => {
    const { index, vectors } = filled(make, 200)
    const [item, vector] = [...vectors][17] ?? [0, someVector()]
    expect(index.search(vector, 5, 0.999)).toEqual([{ item, similarity: expect.closeTo(1, 5) }])
  })

  it('that were taken out or replaced are never found as they were', () => {
    const { index, vectors } = filled(make, 300)
    const items = [...vectors.keys()]
    const moved = items[5] ?? 0
    const before = vectors.get(moved) ?? someVector()
    const after = someVector()
    index.put(moved, after)
    vectors.set(moved, after)
    expect(index.search(before, 1, 0.999)).toEqual([])
    expect(index.search(after, 1, 0.999)).toMatchObject([{ item: moved }])
    for (const item of items.filter((_item, at) => at % 2 === 0)) {
      index.remove(item)
      vectors.delete(item)
    }
    const asked = someVector()
    expect(index.search(asked, 5, -1).map(({ item }) => item)).toEqual(nearestOf(vectors, asked, 5))
    expect(index.size).toBe(vectors.size)
  })

  it('are found among those that a filter lets through', () => {
    const { index, vectors } = filled(make, 300)
    const allowed = new Set([...vectors.keys()].filter((_item, at) => at % 50 === 3))
    const asked = someVector()
    expect(index.search(asked, 3, -1, allowed).map(({ item }) => item)).toEqual(nearestOf(new Map([...vectors].filter(([item]) => allowed.has(item))), asked, 3))
  })

  it('are none in an empty index', () => {
    expect(make().search(someVector(), 5, -1)).toEqual([])
  })
})
