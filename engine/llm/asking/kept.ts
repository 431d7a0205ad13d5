import type { Log } from '../../observe/log.ts'
import type { AnswerCache, KeptAnswer, ModelAnswer, ModelRequest } from '../ports.ts'
import { checkOutput } from './output.ts'
import type { Question } from './question.ts'

/** What the cache said: an answer, or where to keep the one that comes. */
export type Kept<Value> = { readonly answer: ModelAnswer<Value> } | { keep(answer: ModelAnswer<Value>): void }

const nowhere = { keep: () => {} }

/**
 * Looks for an answer from before. Answers with tools are never kept, nor those of no business; a kept one that does not
 * fit the wished shape any more counts as not found.
 */
export async function lookUp<Value>(cache: AnswerCache | null, log: Log, question: Question, request: ModelRequest<Value>, who: { readonly id: string; readonly model: string } | undefined): Promise<Kept<Value>> {
  if (cache === null || request.cache === undefined || request.tools !== undefined || question.asker.businessId === null || who === undefined) return nowhere
  const owner = { businessId: question.asker.businessId, model: who.model, promptVersion: request.prompt === undefined ? '' : `${request.prompt.name}.${request.prompt.version}`, system: request.system }
  try {
    const found = await cache.find(request.cache, owner, question.signal)
    if (found.found === null) {
      return {
        keep(answer) {
          // What another provider said is not this one's answer.
          if (answer.finish !== 'stop' || answer.toolCalls.length > 0 || answer.fellBackFrom.length > 0 || answer.providerId !== who.id) return
          found.keep({ text: answer.text, usage: answer.usage, costNanoUsd: answer.costNanoUsd, responseTimeMs: answer.responseTimeMs })
        },
      }
    }
    const checked = request.output === undefined ? null : checkOutput(found.answer.text, request.output)
    if (checked?.ok === false) return nowhere
    serve(question, found.answer, found.found, who)
    return {
      answer: {
        text: found.answer.text, value: checked?.value ?? null, toolCalls: [], finish: 'stop', usage: found.answer.usage, costNanoUsd: 0,
        responseTimeMs: 0, providerId: who.id, model: who.model, origin: question.origin, fellBackFrom: [], auditId: question.id,
      },
    }
  } catch (error) {
    if (!question.signal.aborted) log.warn({ err: error }, 'the answer cache failed; the model is asked')
    return nowhere
  }
}

function serve(question: Question, answer: KeptAnswer, found: 'exact' | 'near', who: { readonly id: string; readonly model: string }): void {
  question.origin = found === 'exact' ? 'exact_cache' : 'near_cache'
  question.saved = { nanoUsd: answer.costNanoUsd, ms: answer.responseTimeMs }
  question.heard = answer.text
  question.providerId = who.id
  question.model = who.model
}
