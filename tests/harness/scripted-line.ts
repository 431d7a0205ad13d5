import type { CallBody } from '../../engine/calls/retell/bodies.ts'
import { attemptKey, type AttemptLookup, type CallLine, type LineAnswer, type NewCall } from '../../engine/calls/retell/call-line.ts'
import type { LineFailure } from '../../engine/calls/retell/failures.ts'

const failed = (problem: LineFailure): { readonly ok: false; readonly problem: LineFailure } => ({ ok: false, problem })
const unused = async (): Promise<never> => { throw new Error('Not part of this line') }

/** A line that does what a test says and remembers what it was asked. Calls ring until the test ends them. */
export class ScriptedLine implements CallLine {
  /** Every request for a call, in order. */
  readonly asked: NewCall[] = []
  readonly calls = new Map<string, CallBody>()
  /** What asking for a call answers instead of placing one. */
  refuse: LineFailure | null = null
  /** Whether a call is placed all the same when asking for it fails: its answer was lost. */
  placesAnyway = false
  /** What a look-up answers instead of the truth. */
  lookup: AttemptLookup | null = null
  stopAnswer: LineAnswer<null> = { ok: true, value: null }
  stops = 0

  async createCall(call: NewCall): Promise<LineAnswer<CallBody>> {
    this.asked.push(call)
    const body: CallBody = { call_id: `call-${this.asked.length}`, call_status: 'registered', metadata: { [attemptKey]: call.attemptId } }
    if (this.refuse === null || this.placesAnyway) this.calls.set(body.call_id, body)
    return this.refuse === null ? { ok: true, value: body } : failed(this.refuse)
  }

  async getCall(callId: string): Promise<LineAnswer<CallBody>> {
    const body = this.calls.get(callId)
    return body === undefined ? failed({ failure: 'not_found' }) : { ok: true, value: body }
  }

  async findByAttempt(attemptId: string): Promise<AttemptLookup> {
    if (this.lookup !== null) return this.lookup
    const call = [...this.calls.values()].find((body) => body.metadata?.[attemptKey] === attemptId)
    return call === undefined ? { answer: 'absent' } : { answer: 'found', call, calls: 1 }
  }

  async stopCall(): Promise<LineAnswer<null>> {
    this.stops += 1
    return this.stopAnswer
  }

  /** Ends a call; followers see it when they look next. */
  end(callId: string, reason: string, more: Partial<CallBody> = {}): void {
    const body = this.calls.get(callId)
    if (body === undefined) throw new Error(`No call ${callId}`)
    this.calls.set(callId, { ...body, call_status: 'ended', disconnection_reason: reason, ...more })
  }

  concurrency = unused
  whisper = unused
  listen = unused
  takeOver = unused
  agents = unused
  numbers = unused
  verifyWebhook = async (): Promise<null> => null
}

/** What was said, as the line tells it. */
export function said(...turns: readonly (readonly ['agent' | 'user', string])[]): Partial<CallBody> {
  return { transcript: turns.map(([role, text]) => `${role}: ${text}`).join('\n'), transcript_object: turns.map(([role, content]) => ({ role, content })), call_analysis: { call_successful: false } }
}
