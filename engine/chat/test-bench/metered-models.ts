import type { BenchVariant } from '../../contract/chat-bench.ts'
import { ModelFailure, usd, type ModelAnswer, type ModelChunk, type ModelLayer, type ModelRequest } from '../../llm/index.ts'
import type { ModelFailureCode } from '../../../db/values.ts'

/** Limits that pass by themselves: a bench can wait, where a chat lets the template speak. */
const waitedFor: ReadonlySet<ModelFailureCode> = new Set(['rate_limited', 'budget_spent', 'user_limit', 'busy'])
/** What would end every other question in the same way: a run of templates would say nothing of the model. */
const forAll: ReadonlySet<ModelFailureCode> = new Set(['no_provider', 'unauthorised', 'no_credit', 'unknown_model', 'unsupported', 'breaker_open'])
/** How long a limit is waited for when nobody said how long, milliseconds. */
const usualWaitMs = 60_000

/** Why nothing more is asked now: until when, milliseconds UTC, or for good. */
export class RunStopped extends Error {
  override name = 'RunStopped'
  readonly until: number | null
  constructor(message: string, until: number | null) {
    super(message)
    this.until = until
  }
}

/** What was spent on one message. */
export interface Spent { readonly model: string | null; readonly tokensIn: number; readonly tokensOut: number; readonly costUsd: number }

export interface MeteredModels {
  readonly models: Pick<ModelLayer, 'ask' | 'stream'>
  /** What was spent since it was last asked. @throws RunStopped when a limit was met meanwhile, or nobody can be asked at all */
  take(): Spent
}

/** The way to language models for one conversation of a run: asks only whom the variant names, counts what it costs, and notices what holds the run. */
export function meteredModels(layer: ModelLayer, variant: BenchVariant, now: () => number): MeteredModels {
  let spent: Spent = nothingSpent
  let stopped: RunStopped | null = null
  const request = <Value>(asked: ModelRequest<Value>): ModelRequest<Value> => ({
    ...asked,
    // Figures of the chats stay those of the chats.
    asker: { ...asked.asker, endpoint: 'chat.bench' },
    // What another model says in its place is not what is compared.
    ...(variant.providerId === null ? {} : { choice: { providerId: variant.providerId, only: true, ...(variant.model === null ? {} : { model: variant.model }) } }),
  })
  const count = ({ model, usage, costNanoUsd }: ModelAnswer<unknown>) => {
    spent = { model, tokensIn: spent.tokensIn + usage.in, tokensOut: spent.tokensOut + usage.out, costUsd: spent.costUsd + usd(costNanoUsd) }
  }
  const notice = (error: unknown) => {
    if (!(error instanceof ModelFailure)) return
    if (waitedFor.has(error.code)) stopped = new RunStopped(error.message, now() + (error.retryAfterMs ?? usualWaitMs))
    else if (forAll.has(error.code)) stopped = new RunStopped(error.message, null)
  }
  return {
    models: {
      async ask<Value>(asked: ModelRequest<Value>) {
        try {
          const answer = await layer.ask(request(asked))
          count(answer)
          return answer
        } catch (error) {
          notice(error)
          throw error
        }
      },
      // Nobody listens to a bench: the whole answer is taken in first, so that what it cost is known even where its first sentence is refused.
      async *stream<Value>(asked: ModelRequest<Value>): AsyncIterable<ModelChunk<Value>> {
        const chunks: ModelChunk<Value>[] = []
        try {
          for await (const chunk of layer.stream(request(asked))) {
            chunks.push(chunk)
            if (chunk.type === 'end') count(chunk.answer)
          }
        } catch (error) {
          notice(error)
          throw error
        }
        yield* chunks
      },
    },
    take() {
      if (stopped !== null) throw stopped
      const taken = spent
      spent = nothingSpent
      return taken
    },
  }
}

const nothingSpent: Spent = { model: null, tokensIn: 0, tokensOut: 0, costUsd: 0 }
