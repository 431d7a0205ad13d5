import { newId } from '../../db/id.ts'
import { insertBusinessTx } from '../../db/queries/businesses.ts'
import { writeTx } from '../../db/tx.ts'
import { normalise, type Embedder } from '../../engine/knowledge/embedders/embedder.ts'
import { hashText, readWords } from '../../engine/knowledge/language/words.ts'

/** The built or source file of the thread that searches vectors. */
export const vectorsThreadFile = new URL('../../engine/knowledge/vectors/vectors-thread.ts', import.meta.url)

/** Embeds by words alone, so that a test can say what is near. @param shift makes the vectors of another model of them. */
export function wordEmbedder(id: string, dimensions: number, shift = 0): Embedder {
  const embedOne = (text: string) => {
    const vector = new Float32Array(dimensions)
    for (const { folded } of readWords(text)) {
      const at = (hashText(folded) + shift) % dimensions
      vector[at] = (vector[at] ?? 0) + 1
    }
    return normalise(vector)
  }
  return { id, dimensions, embed: async (texts) => texts.map(embedOne) }
}

/** A business of its own. */
export function addBusiness(database: Parameters<typeof writeTx>[0]): string {
  const id = newId()
  writeTx(database, (tx) => insertBusinessTx(tx, { id, name: 'Test', created_at: 0 }))
  return id
}
