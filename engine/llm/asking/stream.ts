import type { Candidate } from '../chain.ts'
import { ModelFailure, type ModelChunk, type ModelRequest, type ProviderAnswer, type ProviderRequest } from '../ports.ts'
import { beginAttempt, type AskingNeeds, type Attempt } from './attempt.ts'
import { answerOf, InvalidOutput, usageOf, worstOf } from './ask.ts'
import { checkOutput } from './output.ts'
import { orAborted, pause } from './patience.ts'
import { asFailure, type Question } from './question.ts'
import { nextTryMs } from './road.ts'

/** A stream that has begun: its first piece is there. */
interface Begun { readonly attempt: Attempt; readonly pieces: AsyncIterator<PieceOrEnd>; readonly first: PieceOrEnd }
type PieceOrEnd = { readonly type: 'text'; readonly text: string } | { readonly type: 'end'; readonly answer: ProviderAnswer }

/** Asks one provider until its first piece is there or it is not worth another try. @throws ModelFailure */
export async function beginStream(needs: AskingNeeds, question: Question, candidate: Candidate, base: Omit<ProviderRequest, 'model'>): Promise<Begun> {
  const asked = { ...base, model: candidate.model }
  for (let tried = 1; ; tried += 1) {
    let failure: ModelFailure
    try {
      const attempt = await beginAttempt(needs, question, candidate, worstOf(asked))
      const pieces = attempt.provider.stream(asked, attempt.watch.signal)[Symbol.asyncIterator]()
      try {
        return { attempt, pieces, first: await nextPiece(attempt, pieces) }
      } catch (error) {
        failure = attempt.failed(error)
        leave(attempt, pieces)
      }
    } catch (error) {
      failure = asFailure(error)
    }
    const wait = nextTryMs(needs, candidate, failure, tried)
    if (wait === null) throw failure
    await pause(needs.clock, wait, question.signal)
  }
}

async function nextPiece(attempt: Attempt, pieces: AsyncIterator<PieceOrEnd>): Promise<PieceOrEnd> {
  attempt.watch.heard()
  const { value, done } = await orAborted(pieces.next(), attempt.watch.signal)
  attempt.watch.idle()
  if (done === true) throw new ModelFailure('cut_off', 'The answer broke off before its end.')
  return value
}

/** Ends the request on the wire; how the provider's own end goes is nobody's concern any more. */
function leave(attempt: Attempt, pieces: AsyncIterator<PieceOrEnd>): void {
  attempt.watch.abort()
  pieces.return?.().catch(() => {})
}

/**
 * The rest of a stream. A listener has heard its beginning, so nothing is tried again from here.
 * @throws ModelFailure
 */
export async function* hear<Value>(needs: AskingNeeds, question: Question, candidate: Candidate, request: ModelRequest<Value>, base: Omit<ProviderRequest, 'model'>, begun: Begun): AsyncGenerator<ModelChunk<Value>> {
  const { attempt, pieces } = begun
  let ended = false
  try {
    question.firstChunkMs = needs.clock.now() - question.startedAt
    for (let piece = begun.first; ; piece = await nextPiece(attempt, pieces)) {
      if (piece.type === 'text') {
        question.heard += piece.text
        yield piece
        continue
      }
      ended = true
      const { usage, estimated } = usageOf(piece.answer, worstOf(base))
      attempt.answered(usage, estimated)
      const checked = request.output === undefined || piece.answer.finish === 'tool_calls' ? null : checkOutput(piece.answer.text, request.output)
      if (checked?.ok === false) throw new InvalidOutput(piece.answer.text, checked.problem)
      yield { type: 'end', answer: answerOf(needs, question, candidate, piece.answer, checked?.value ?? null) }
      return
    }
  } catch (error) {
    if (ended) throw error
    ended = true
    throw attempt.failed(error)
  } finally {
    // The listener went away in the middle.
    if (!ended) attempt.failed(new ModelFailure('cancelled', 'The listener left before the end.'))
    leave(attempt, pieces)
  }
}
