import { attemptById, bodyOf, insertCallEventTx, type AttemptRow } from '../../../db/queries/call-attempts.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import type { Clock } from '../../observe/clock.ts'
import type { Listening, Turn } from '../../contract/calls.ts'
import type { LiveCalls } from '../dialling/live-calls.ts'
import { callBodySchema } from '../retell/bodies.ts'
import type { CallLine, LineAnswer } from '../retell/call-line.ts'
import type { LineFailure } from '../retell/failures.ts'
import { CallProblem } from './call-problem.ts'
import { shownTurns } from './shown-turns.ts'

export interface LiveControlNeeds {
  readonly database: Database
  readonly live: LiveCalls
  lineOf(simulated: boolean): CallLine
  clockOf(simulated: boolean): Clock
}

/** Longest text of an audit line; what was whispered may be longer than a line needs. */
const longestDetail = 1000

/**
 * What a person does to a call while it goes on. Each is written into the call's timeline when the line has done it: who reads
 * the history later sees that a person had a hand in it.
 */
export function liveControl({ database, live, lineOf, clockOf }: LiveControlNeeds) {
  const liveCall = (attemptId: string): { attempt: AttemptRow; callId: string } => {
    const attempt = attemptById(database, attemptId)
    if (attempt === null) throw new CallProblem('NOT_FOUND', 'calls.error.not_found')
    if (attempt.state !== 'live' || attempt.call_id === null) throw new CallProblem('CONFLICT', 'calls.error.not_live')
    return { attempt, callId: attempt.call_id }
  }
  const done = <Value>(attempt: AttemptRow, answer: LineAnswer<Value>, kind: string, detail: string | null = null): Value => {
    if (!answer.ok) throw lineProblem(answer.problem)
    writeTx(database, (tx) => insertCallEventTx(tx, attempt.seq, clockOf(attempt.simulated === 1).now(), kind, detail))
    return answer.value
  }
  return {
    /** Hangs up. The call ends when the line says so, which is looked for at once. */
    async stop(attemptId: string): Promise<void> {
      const { attempt, callId } = liveCall(attemptId)
      done(attempt, await lineOf(attempt.simulated === 1).stopCall(callId), 'stop_asked')
      live.wake(callId)
    },
    /** Tells the agent something that only it hears. */
    async whisper(attemptId: string, text: string): Promise<void> {
      const { attempt, callId } = liveCall(attemptId)
      done(attempt, await lineOf(attempt.simulated === 1).whisper(callId, text, false), 'whispered', text.slice(0, longestDetail))
    },
    /** What is needed to hear the call. */
    async listen(attemptId: string): Promise<Listening> {
      const { attempt, callId } = liveCall(attemptId)
      const listening = done(attempt, await lineOf(attempt.simulated === 1).listen(callId), 'listened')
      return { transport: listening.transport, accessToken: listening.access_token, url: listening.url ?? null, participantId: listening.participant_id }
    },
    /** Silences the agent and lets a listener speak. */
    async takeOver(attemptId: string, participantId: string): Promise<void> {
      const { attempt, callId } = liveCall(attemptId)
      done(attempt, await lineOf(attempt.simulated === 1).takeOver(callId, participantId), 'taken_over')
    },
    /** What was said so far: by the line's word on the call, else by what it told of it meanwhile. Nothing, where it tells neither before the end; all of it once the call is over. */
    async words(attemptId: string): Promise<{ live: boolean; turns: Turn[] }> {
      const attempt = attemptById(database, attemptId)
      if (attempt === null) throw new CallProblem('NOT_FOUND', 'calls.error.not_found')
      if (attempt.state !== 'live' || attempt.call_id === null) {
        const stored = bodyOf(database, attempt.seq)
        const body = stored === null ? null : callBodySchema.safeParse(JSON.parse(stored)).data ?? null
        return { live: false, turns: body === null ? [] : shownTurns(body).turns }
      }
      const answer = await lineOf(attempt.simulated === 1).getCall(attempt.call_id)
      if (!answer.ok) throw lineProblem(answer.problem)
      const { turns } = shownTurns(answer.value)
      const told = turns.length > 0 ? null : live.words(attempt.call_id)
      return { live: true, turns: told === null ? turns : shownTurns(told).turns }
    },
  }
}

/** Why the line did not do it, in the words of the console; a refusal in the line's own. */
function lineProblem(problem: LineFailure): CallProblem {
  if (problem.failure === 'refused') return new CallProblem('INVALID', 'calls.error.line_refused', problem.reason)
  if (problem.failure === 'not_found') return new CallProblem('CONFLICT', 'calls.error.not_live')
  return new CallProblem('CONFLICT', `calls.error.line_${problem.failure}`)
}
