import { withoutModels } from '../../engine/llm/without-models.ts'
import { ModelFailure, type ModelAnswer, type ModelLayer, type ModelRequest } from '../../engine/llm/ports.ts'

/** What the model says to a request, in pieces; a failure ends it so. It may wait until the signal aborts. */
export type Speaking = (request: ModelRequest<unknown>) => AsyncIterable<string> | Iterable<string> | ModelFailure

/** A layer whose model speaks as a test says. `ask` gives the same text whole, through the parser of whoever asks. */
export function speakingModels(speak: Speaking) {
  const requests: ModelRequest<unknown>[] = []
  const answerOf = <Value>(request: ModelRequest<Value>, text: string): ModelAnswer<Value> => ({
    text, value: request.output?.parse(JSON.parse(text)) ?? null, toolCalls: [], finish: 'stop', usage: { in: 200, out: 40, cachedIn: 0 }, costNanoUsd: 1_000_000, responseTimeMs: 5,
    providerId: request.choice?.providerId ?? 'provider', model: request.choice?.model ?? 'test-model', origin: 'provider', fellBackFrom: [], auditId: `audit-${requests.length}`,
  })
  const pieces = async function* (request: ModelRequest<unknown>): AsyncGenerator<string> {
    requests.push(request)
    const said = speak(request)
    if (said instanceof ModelFailure) throw said
    for await (const piece of said) {
      if (request.signal?.aborted === true) throw new ModelFailure('cancelled', 'Cancelled')
      yield piece
    }
  }
  const models: ModelLayer = {
    ...withoutModels(),
    available: () => true,
    providers: () => [{ providerId: 'provider', kind: 'openai', name: 'Test' }],
    async *stream(request) {
      let text = ''
      for await (const piece of pieces(request as ModelRequest<unknown>)) {
        text += piece
        yield { type: 'text', text: piece }
      }
      yield { type: 'end', answer: answerOf(request, text) }
    },
    async ask(request) {
      let text = ''
      for await (const piece of pieces(request as ModelRequest<unknown>)) text += piece
      return answerOf(request, text)
    },
    async transcribe() {
      let text = ''
      for await (const piece of pieces({ asker: { endpoint: 'chat.read_media', businessId: null, userId: 'job' }, system: 'transcribe', messages: [] })) text += piece
      return { text, auditId: 'audit' }
    },
  }
  return { models, requests }
}
