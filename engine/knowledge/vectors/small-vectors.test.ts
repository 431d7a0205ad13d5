import { expect, it } from 'vitest'
import { dot, normalise } from '../embedders/embedder.ts'
import { SmallVectors } from './small-vectors.ts'

let state = 5
const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
const someVector = (dimensions: number) => normalise(Float32Array.from({ length: dimensions }, () => random() - 0.5))

// 70 numbers fill no whole block, and so many vectors need room several times.
it('the nearest of many are among those found, after changes too', () => {
  const small = new SmallVectors(70)
  const vectors = new Map(Array.from({ length: 2_500 }, (_, item) => [item, someVector(70)]))
  for (const [item, vector] of vectors) small.put(item, vector)
  for (let item = 0; item < 2_500; item += 3) {
    small.remove(item)
    vectors.delete(item)
  }
  const nearestOf = (asked: Float32Array, among: (item: number) => boolean) => [...vectors].filter(([item]) => among(item)).sort(([, one], [, other]) => dot(other, asked) - dot(one, asked)).slice(0, 10).map(([item]) => item)
  for (let time = 0; time < 20; time += 1) {
    const asked = someVector(70)
    expect(small.nearest(asked, 80, null)).toEqual(expect.arrayContaining(nearestOf(asked, () => true)))
    expect(small.nearest(asked, 80, new Set(Array.from({ length: 200 }, (_, at) => at)))).toEqual(expect.arrayContaining(nearestOf(asked, (item) => item < 200)))
  }
  for (const item of [1, 1_024, 2_498]) expect(small.nearest(vectors.get(item) ?? someVector(70), 1, null)).toEqual([item])
})

it('long vectors of the largest numbers are compared without overflowing, and one of zeros with nothing', () => {
  const small = new SmallVectors(3_072)
  const same = normalise(new Float32Array(3_072).fill(1))
  small.put(1, same.map((value) => -value))
  small.put(2, new Float32Array(3_072))
  small.put(3, same)
  small.put(4, same.map((value, at) => (at % 2 === 0 ? value : -value)))
  const found = small.nearest(same, 4, null)
  expect([found[0], found[3]]).toEqual([3, 1])
  expect(small.nearest(new Float32Array(3_072), 4, null)).toHaveLength(4)
})
