import type { z } from 'zod'
import type { agentSchema, CallBody, concurrencySchema, LiveListening, numberSchema, WebhookBody } from './bodies.ts'
import type { LineFailure } from './failures.ts'

export type LineAnswer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: LineFailure }

/** Key of the metadata by which an attempt is found again on the line. */
export const attemptKey = 'vocero_attempt_id'

export interface NewCall {
  /** The attempt's UUID, written to the database before. */
  readonly attemptId: string
  /** E.164. */
  readonly from: string
  readonly to: string
  /** The number's own agent where none is named. */
  readonly agentId?: string
  readonly agentVersion?: number | string
  /** Texts only; the line speaks them as they are. */
  readonly variables: Readonly<Record<string, string>>
  /** What else the line should hand back with the call. */
  readonly metadata?: Readonly<Record<string, string>>
  /** Settings of the agent for this call alone, in Retell's shape. */
  readonly agentOverride?: Readonly<Record<string, unknown>>
}

/**
 * Whether the line knows an attempt. `absent` is only said when a call placed for it would surely be listed by now; only
 * then may it be dialled again.
 */
export type AttemptLookup =
  | { readonly answer: 'found'; readonly call: CallBody; /** More than one means that somebody was rung twice. */ readonly calls: number }
  | { readonly answer: 'absent' }
  | { readonly answer: 'unknown'; readonly why: 'too_early'; readonly retryAfterMs: number }
  | { readonly answer: 'unknown'; readonly why: 'too_many_calls' }
  | { readonly answer: 'unknown'; readonly why: 'failure'; readonly problem: LineFailure }

export type Concurrency = z.infer<typeof concurrencySchema>
export type LineAgent = z.infer<typeof agentSchema>
export type LineNumber = z.infer<typeof numberSchema>

/** All the console asks of a telephone line, whether it is Retell's or the practice line. Nothing here throws. */
export interface CallLine {
  /** Places a call, one request only: it is never repeated behind the caller's back. Ask `provesNoCall` before dialling again. */
  createCall(call: NewCall): Promise<LineAnswer<CallBody>>
  getCall(callId: string): Promise<LineAnswer<CallBody>>
  /** @param since when the attempt was meant to be dialled, milliseconds by the line's clock. */
  findByAttempt(attemptId: string, since: number): Promise<AttemptLookup>
  stopCall(callId: string): Promise<LineAnswer<null>>
  concurrency(): Promise<LineAnswer<Concurrency>>
  /** Tells the agent of a live call something only it hears. @param respondNow makes it speak by it at once. */
  whisper(callId: string, text: string, respondNow: boolean): Promise<LineAnswer<null>>
  listen(callId: string): Promise<LineAnswer<LiveListening>>
  /** Silences the agent; whoever listens as `participantId` may speak. */
  takeOver(callId: string, participantId: string): Promise<LineAnswer<null>>
  agents(): Promise<LineAnswer<readonly LineAgent[]>>
  numbers(): Promise<LineAnswer<readonly LineNumber[]>>
  /** The event, when the signature fits the raw body and is less than five real minutes old; otherwise null. */
  verifyWebhook(rawBody: string, signature: string): Promise<WebhookBody | null>
}
