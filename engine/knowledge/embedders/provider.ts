import { ModelFailure, type Asker, type ModelLayer } from '../../llm/ports.ts'
import { normalise, type Embedder } from './embedder.ts'

export interface ProviderEmbedderNeeds {
  readonly layer: Pick<ModelLayer, 'embed'>
  readonly asker: Asker
  readonly providerId: string
  readonly model: string
  /** Shorter vectors where the model can make them; null takes the model's own length. */
  readonly dimensions: number | null
}

/**
 * An embedder of a provider, of that one model only: a vector of another model would be compared with what it cannot be compared
 * with. Asks once, to learn how long the vectors are.
 * @throws ModelFailure when the provider does not answer
 */
export async function providerEmbedder({ layer, asker, providerId, model, dimensions }: ProviderEmbedderNeeds, signal?: AbortSignal): Promise<Embedder> {
  const ask = async (texts: readonly string[], wanted?: AbortSignal): Promise<Float32Array[]> => {
    const answer = await layer.embed({ asker, texts, choice: { providerId, model, only: true }, ...(dimensions === null ? {} : { dimensions }), ...(wanted === undefined ? {} : { signal: wanted }) })
    if (answer.providerId !== providerId || answer.model !== model) throw new ModelFailure('unreadable', `Asked ${model} for embeddings, ${answer.model} answered`)
    if (answer.vectors.length !== texts.length) throw new ModelFailure('unreadable', `Asked for ${texts.length} embeddings, got ${answer.vectors.length}`)
    return answer.vectors.map((vector) => normalise(Float32Array.from(vector)))
  }
  const length = (await ask(['hola'], signal))[0]?.length ?? 0
  return {
    id: `${providerId}/${model}/${length}`,
    dimensions: length,
    async embed(texts, wanted) {
      if (texts.length === 0) return []
      const vectors = await ask(texts, wanted)
      if (vectors.some((vector) => vector.length !== length)) throw new ModelFailure('unreadable', `${model} answered with vectors of another length than ${length}`)
      return vectors
    },
  }
}
