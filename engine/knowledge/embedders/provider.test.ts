import { afterEach, beforeEach, expect, test } from 'vitest'
import { serveOpenAi } from '../../../tests/fakes/openai-server.ts'
import { failureOf, testKey } from '../../../tests/fakes/provider-under-test.ts'
import type { FakeVendor } from '../../../tests/fakes/vendor-server.ts'
import type { Asker, ModelLayer } from '../../llm/ports.ts'
import { openProvider } from '../../llm/providers/open-provider.ts'
import { dot } from './embedder.ts'
import { providerEmbedder } from './provider.ts'

let fake: FakeVendor
beforeEach(async () => { fake = await serveOpenAi() })
afterEach(() => fake.close())

const asker: Asker = { endpoint: 'knowledge.embed', businessId: null, userId: 'job' }
const model = 'text-embedding-3-small'

/** As much of the layer as embedding takes, over the vendor's own SDK. @param answeredBy the model that the answer is said to be of. */
function layer(answeredBy = model): Pick<ModelLayer, 'embed'> {
  const provider = openProvider({ kind: 'openai', baseUrl: fake.address, apiKey: testKey })
  return {
    async embed({ texts, dimensions, signal, choice }) {
      const { vectors } = await provider.embed({ model, texts, ...(dimensions === undefined ? {} : { dimensions }) }, signal ?? new AbortController().signal)
      return { vectors, providerId: choice?.providerId ?? '', model: answeredBy }
    },
  }
}

test('vectors of a provider have length 1 and are named by provider, model and size', async () => {
  const embedder = await providerEmbedder({ layer: layer(), asker, providerId: 'mine', model, dimensions: 256 })
  expect(embedder).toMatchObject({ id: `mine/${model}/256`, dimensions: 256 })
  const [one, other] = await embedder.embed(['casco rojo', 'guantes'])
  expect(dot(one ?? new Float32Array(), one ?? new Float32Array())).toBeCloseTo(1, 5)
  expect(one).not.toEqual(other)
  expect(await embedder.embed([])).toEqual([])
})

test('an answer of another model is refused rather than mixed in', async () => {
  expect((await failureOf(providerEmbedder({ layer: layer('another'), asker, providerId: 'mine', model, dimensions: null }))).code).toBe('unreadable')
})

test('a provider that fails is told as it failed', async () => {
  const embedder = await providerEmbedder({ layer: layer(), asker, providerId: 'mine', model, dimensions: null })
  fake.plan({ fails: 'rate_limited' })
  expect((await failureOf(embedder.embed(['casco']))).code).toBe('rate_limited')
})
