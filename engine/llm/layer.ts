import type { Clock } from '../observe/clock.ts'
import { askOne, InvalidOutput } from './asking/ask.ts'
import type { AskingNeeds } from './asking/attempt.ts'
import { unpriced, type Chain } from './chain.ts'
import { usd } from './costing.ts'
import { lookUp } from './asking/kept.ts'
import { asFailure, isWork, newQuestion, textOfRequest, type Question } from './asking/question.ts'
import { askProvider, downTheChain } from './asking/road.ts'
import { providerRequest } from './asking/settings.ts'
import { beginStream, hear } from './asking/stream.ts'
import { cancelled } from './asking/gate.ts'
import { ModelFailure, type AnswerCache, type ModelAnswer, type ModelChunk, type ModelLayer, type ModelRequest } from './ports.ts'
import { audioTokens, likelyTokens, textTokens } from './tokens.ts'

export interface LayerNeeds extends AskingNeeds {
  readonly clock: Clock
  readonly chain: Pick<Chain, 'available' | 'candidates'>
  readonly cache: () => AnswerCache | null
  /** Of a person: 0 when another request may go on now, else milliseconds. */
  readonly userLimit: (userId: string) => number
}

/** A minute of speech as text, generously. */
const transcriptTokens = 4_000

/** The one way to language models; see ModelLayer. */
export function openLayer(needs: LayerNeeds): ModelLayer {
  const { clock, audit, chain } = needs
  const clean = (message: string) => audit.clean(message, 500)

  /** Whatever ends a question is written down, and leaves this layer without a key in it. */
  const ended = (question: Question, error: unknown): ModelFailure => {
    const thrown = asFailure(error)
    if (thrown instanceof InvalidOutput) question.heard = thrown.text
    if (!(error instanceof ModelFailure)) needs.log.error({ err: new Error(clean(thrown.message)), question: question.id }, 'asking a language model failed in an unforeseen way')
    audit.end(question, thrown)
    return new ModelFailure(thrown.code, clean(thrown.message), { status: thrown.status, retryAfterMs: thrown.retryAfterMs })
  }
  const mayAsk = (question: Question) => {
    if (question.signal.aborted) throw cancelled()
    const wait = isWork(question.asker) ? 0 : needs.userLimit(question.asker.userId)
    if (wait > 0) throw new ModelFailure('user_limit', 'This person has asked too often within a minute.', { retryAfterMs: wait })
  }
  const begin = (request: ModelRequest<unknown>) => newQuestion(request, (most) => textOfRequest(request, most), clock.now())
  const served = <Value>(question: Question, answer: ModelAnswer<Value>): ModelAnswer<Value> => {
    audit.end(question, null)
    return { ...answer, responseTimeMs: clock.now() - question.startedAt }
  }

  return {
    available: () => chain.available(),
    providers: () => chain.candidates('text', undefined).map(({ id, kind, name }) => ({ providerId: id, kind, name })),
    firstAsked(choice) {
      const [first] = chain.candidates('text', choice)
      if (first === undefined) return null
      const price = first.price === unpriced ? null : { inPerMillion: usd(first.price.in), outPerMillion: usd(first.price.out) }
      return { providerId: first.id, model: first.model, price }
    },

    async ask<Value = null>(request: ModelRequest<Value>): Promise<ModelAnswer<Value>> {
      const question = begin(request as ModelRequest<unknown>)
      try {
        mayAsk(question)
        // Before anything that takes its time: whoever asks in a crowd would do all of it in one turn.
        await needs.turn()
        const base = providerRequest(request as ModelRequest<unknown>)
        const candidates = chain.candidates('text', request.choice)
        const kept = await lookUp(needs.cache(), needs.log, question, request, candidates[0])
        if ('answer' in kept) return served(question, kept.answer)
        const answer = await downTheChain(question, candidates, clean, (candidate) => askOne(needs, question, candidate, request, base))
        await needs.turn()
        audit.end(question, null)
        kept.keep(answer)
        return answer
      } catch (error) {
        throw ended(question, error)
      }
    },

    async *stream<Value = null>(request: ModelRequest<Value>): AsyncGenerator<ModelChunk<Value>> {
      const question = begin(request as ModelRequest<unknown>)
      let written = false
      const write = (error: unknown): ModelFailure => {
        written = true
        return ended(question, error)
      }
      try {
        mayAsk(question)
        // Before anything that takes its time: whoever asks in a crowd would do all of it in one turn.
        await needs.turn()
        const base = providerRequest(request as ModelRequest<unknown>)
        const candidates = chain.candidates('text', request.choice)
        const kept = await lookUp(needs.cache(), needs.log, question, request, candidates[0])
        if ('answer' in kept) {
          written = true
          const answer = served(question, kept.answer)
          yield { type: 'text', text: answer.text }
          yield { type: 'end', answer }
          return
        }
        const { candidate, begun } = await downTheChain(question, candidates, clean, async (candidate) => ({ candidate, begun: await beginStream(needs, question, candidate, base) }))
        for await (const chunk of hear(needs, question, candidate, request, base, begun)) {
          if (chunk.type === 'end') {
            await needs.turn()
            written = true
            audit.end(question, null)
            kept.keep(chunk.answer)
          }
          yield chunk
        }
      } catch (error) {
        throw written ? error : write(error)
      } finally {
        if (!written) write(new ModelFailure('cancelled', 'The listener left before the end.'))
      }
    },

    async embed(request) {
      const { texts, dimensions } = request
      const question = newQuestion(request, (most) => texts.join('\n').slice(0, most), clock.now())
      try {
        mayAsk(question)
        const worst = { tokensIn: texts.reduce((sum, text) => sum + textTokens(text), 0), tokensOut: 0 }
        const found = await downTheChain(question, chain.candidates('embedding', request.choice), clean, async (candidate) => {
          const asked = { model: candidate.model, texts, ...(dimensions === undefined ? {} : { dimensions }) }
          const { vectors } = await askProvider(needs, question, candidate, worst, (provider, signal) => provider.embed(asked, signal), (answer) => ({
            usage: answer.usage ?? { in: texts.reduce((sum, text) => sum + likelyTokens(text), 0), out: 0, cachedIn: 0 }, estimated: answer.usage === null,
          }))
          return { vectors, providerId: candidate.id, model: candidate.model }
        })
        question.heard = `[${found.vectors.length} vectors]`
        audit.end(question, null)
        return found
      } catch (error) {
        throw ended(question, error)
      }
    },

    async transcribe(request) {
      const { audio, mimeType, language } = request
      const question = newQuestion(request, () => `[audio ${mimeType}, ${audio.byteLength} bytes]`, clock.now())
      try {
        mayAsk(question)
        const worst = { tokensIn: audioTokens(audio.byteLength), tokensOut: transcriptTokens }
        const text = await downTheChain(question, chain.candidates('transcription', undefined), clean, async (candidate) => {
          const asked = { model: candidate.model, audio, mimeType, ...(language === undefined ? {} : { language }) }
          const answer = await askProvider(needs, question, candidate, worst, (provider, signal) => provider.transcribe(asked, signal), (heard) => ({
            usage: heard.usage ?? { in: worst.tokensIn, out: likelyTokens(heard.text), cachedIn: 0 }, estimated: heard.usage === null,
          }))
          return answer.text
        })
        question.heard = text
        audit.end(question, null)
        return { text, auditId: question.id }
      } catch (error) {
        throw ended(question, error)
      }
    },
  }
}
