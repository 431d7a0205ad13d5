import { withoutModels } from '../../engine/llm/without-models.ts'
import { ModelFailure, type ModelAnswer, type ModelLayer, type ModelRequest } from '../../engine/llm/ports.ts'

/** What the model answers to a question: JSON, or a failure. It may wait until the signal aborts. */
export type Answering = (request: ModelRequest<unknown>, asked: number) => unknown

/** A layer whose model answers as a test says, through the parser of whoever asks. */
export function scriptedModels(answer: Answering, costNanoUsd = 1_500_000) {
  const requests: ModelRequest<unknown>[] = []
  const models: { -readonly [Name in keyof ModelLayer]: ModelLayer[Name] } = {
    ...withoutModels(),
    available: () => true,
    providers: () => [{ providerId: 'provider', kind: 'openai', name: 'Test' }],
    firstAsked: (choice) => ({ providerId: choice?.providerId ?? 'provider', model: choice?.model ?? 'test-model', price: { inPerMillion: 0.5, outPerMillion: 2 } }),
    async ask<Value>(request: ModelRequest<Value>): Promise<ModelAnswer<Value>> {
      requests.push(request as ModelRequest<unknown>)
      const json = await answer(request as ModelRequest<unknown>, requests.length)
      // As the layer does: a cancelled question is not answered.
      if (request.signal?.aborted === true) throw new ModelFailure('cancelled', 'Cancelled')
      return {
        text: JSON.stringify(json), value: request.output?.parse(json) ?? null, toolCalls: [], finish: 'stop', usage: { in: 900, out: 300, cachedIn: 0 }, costNanoUsd, responseTimeMs: 5,
        providerId: request.choice?.providerId ?? 'provider', model: request.choice?.model ?? 'test-model', origin: 'provider', fellBackFrom: [], auditId: `audit-${requests.length}`,
      }
    },
  }
  return { models, requests }
}

interface Shape { enum?: string[]; properties?: Record<string, Shape>; type?: string; items?: Shape; anyOf?: Shape[]; minimum?: number }

/** An answer that fits any schema of the classifier: the first value of each enum, unless `labels` says otherwise; `quote` for every label. */
export function answerTo(request: ModelRequest<unknown>, { labels = {}, quote = '', confidence = 0.8 }: { labels?: Record<string, string>; quote?: string; confidence?: number } = {}): Record<string, unknown> {
  const fill = (shape: Shape, name: string): unknown => {
    if (shape.enum !== undefined) return shape.enum[0]
    if (shape.properties !== undefined) return Object.fromEntries(Object.entries(shape.properties).map(([key, inner]) => [key, fill(inner, key)]))
    if (shape.type === 'array') return []
    if (shape.type === 'number') return confidence
    if (shape.anyOf !== undefined) return null
    return name === 'quote' ? '' : name === 'text' ? 'No specific indicators found' : `Some ${name}`
  }
  const answer = fill((request.output?.schema ?? {}) as Shape, 'answer') as { labels: Record<string, { value: string; quote: string }> }
  for (const [name, label] of Object.entries(answer.labels)) {
    label.quote = quote
    label.value = labels[name] ?? label.value
  }
  return answer
}
