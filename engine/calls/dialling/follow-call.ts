import type { Clock } from '../../observe/clock.ts'
import type { CallBody } from '../retell/bodies.ts'
import type { CallLine } from '../retell/call-line.ts'
import type { LineFailure } from '../retell/failures.ts'
import type { LiveCalls } from './live-calls.ts'

/** A call is asked about this often when no webhook hurries it, milliseconds. */
const pollMs = 15_000
/** A call that lasts longer is stopped. */
const longestCallMs = 10 * 60_000
/** A call that the line says it does not know is asked about for so long, should the line have lost its mind for a moment. */
const unknownMs = 5 * 60_000
/** The analysis comes some seconds after the end; later than this it is not waited for. */
const analysisMs = 60_000

const ended: ReadonlySet<CallBody['call_status']> = new Set(['ended', 'not_connected', 'error'])

export interface Follow {
  readonly callId: string
  /** When it was placed, by `clock`. */
  readonly placedAt: number
  /** What the line said when it was placed just now, and is stored already; null for a call that is taken up again. */
  readonly status: CallBody['call_status'] | null
  readonly line: CallLine
  readonly clock: Clock
  readonly live: LiveCalls
  readonly signal: AbortSignal
  /** Told of each new status but the last; what it says is stored before the call is asked about again. */
  onStatus(body: CallBody): Promise<void>
  /** Told when the line cannot be asked, so that it is shown. */
  onTrouble(problem: LineFailure): void
}

/**
 * Follows a call to its end and returns the provider's last word on it. It does not give up on a call because the line
 * cannot be reached: the call goes on without us, and whoever forgets it may dial the person again.
 * @returns null when the line goes on saying that it has no such call.
 * @throws the signal's reason when it aborts.
 */
export async function followCall({ callId, placedAt, status: placedStatus, line, clock, live, signal, onStatus, onTrouble }: Follow): Promise<CallBody | null> {
  const pause = (milliseconds: number) => live.pause(callId, signal, clock, milliseconds)
  let status = placedStatus
  let endedAt: number | null = null
  let stopped = false
  let unknownSince: number | null = null
  // Nothing is new yet of a call that has only just begun.
  if (status === 'registered') await pause(pollMs)
  for (;;) {
    const answer = await line.getCall(callId)
    if (!answer.ok) {
      onTrouble(answer.problem)
      unknownSince = answer.problem.failure === 'not_found' ? unknownSince ?? clock.now() : null
      if (unknownSince !== null && clock.now() - unknownSince >= unknownMs) return null
    } else {
      unknownSince = null
      const body = answer.value
      if (ended.has(body.call_status)) {
        endedAt ??= clock.now()
        if (isComplete(body) || clock.now() - endedAt >= analysisMs) return body
      }
      if (body.call_status !== status) {
        status = body.call_status
        await onStatus(body)
      }
    }
    if (!stopped && endedAt === null && clock.now() - placedAt >= longestCallMs) {
      stopped = (await line.stopCall(callId)).ok
    }
    await pause(endedAt === null ? pollMs : pollMs / 3)
  }
}

/** Whether nothing more is to come: who never spoke is not analysed. */
function isComplete(body: CallBody): boolean {
  return body.call_analysis !== undefined || body.call_status === 'not_connected' || (body.transcript ?? '') === ''
}
