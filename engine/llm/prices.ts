import { z } from 'zod'
import published from '../../resources/prices/models.json' with { type: 'json' }
import type { ModelProviderKind } from '../../db/values.ts'
import type { ModelPrice } from '../contract/llm.ts'

const perMillion = z.number().min(0)

const priceListSchema = z.array(z.strictObject({
  kind: z.enum(['openai', 'gemini']),
  /** Day on which the figures were true. */
  asOf: z.iso.date(),
  /** Where the vendor publishes its own, which outrank these. */
  publishedAt: z.url(),
  /** US dollars per million tokens, for text and at the usual speed; of transcription models, what sound costs. */
  models: z.array(z.strictObject({ model: z.string(), in: perMillion, cachedIn: perMillion, out: perMillion })),
}))

/**
 * Prices that come with the program. Not in them: what is paid by the minute (whisper-1), and what a vendor asks beyond a
 * certain length of the question (Gemini Pro above 200,000 tokens).
 */
export const programPrices: readonly ModelPrice[] = priceListSchema.parse(published).flatMap(({ kind, asOf, models }) =>
  models.map((price): ModelPrice => ({ kind, model: price.model, inPerMillion: price.in, cachedInPerMillion: price.cachedIn, outPerMillion: price.out, source: 'program', asOf })))

/** What may follow a model's name and leave its price alone: a date, a version, "latest" or "preview". Never `-pro` or `-audio`. */
const sameModel = /^(?:-(?:\d{4}-\d{2}-\d{2}|\d{2}-\d{4}|\d{2}-\d{2}|\d{3,4}|latest|preview|exp))*$/

/**
 * The price of a model, by the longest known name that it begins with. Null when it is not known, which is not the same as
 * nothing: whoever counts must say so. Models of compatible addresses run on somebody's own machine and cost nothing.
 */
export function priceOf(kind: ModelProviderKind, model: string): ModelPrice | null {
  if (kind === 'compatible') return { kind, model, inPerMillion: 0, cachedInPerMillion: 0, outPerMillion: 0, source: 'program', asOf: programPrices[0]?.asOf ?? '' }
  const name = model.replace(/^models\//, '')
  const fitting = programPrices.filter((price) => price.kind === kind && name.startsWith(price.model) && sameModel.test(name.slice(price.model.length)))
  return fitting.toSorted((one, other) => other.model.length - one.model.length)[0] ?? null
}
