import type { z } from 'zod'
import type { Tx } from '../../db/tx.ts'
import type { LostLeasePolicy, Queue } from '../../db/values.ts'

/** A job as its own functions see it. */
export interface JobContext<Payload> {
  readonly seq: number
  readonly id: string
  readonly parentSeq: number | null
  readonly payload: Payload
  /** 1 for the first try. */
  readonly attempt: number
  /** True when an earlier try was cut off and nobody knows how far it came: look up before repeating anything outside. */
  readonly recovered: boolean
  readonly now: number
}

/** How an execution ended. A failure is a value, so that each kind says for itself what is worth another try. */
export type Outcome<Result> =
  | { readonly outcome: 'done'; readonly result: Result }
  | { readonly outcome: 'retry'; readonly at: number | null; readonly error: string }
  | { readonly outcome: 'rate_limited'; readonly until: number; readonly error: string }
  | { readonly outcome: 'failed'; readonly error: string }
  | { readonly outcome: 'needs_operator'; readonly error: string }

export const done = <Result>(result: Result): Outcome<Result> => ({ outcome: 'done', result })
/** Another try, as long as attempts are left: after the kind's back-off, or at a moment of its own choosing (milliseconds UTC). */
export const retry = (error: string, at: number | null = null): Outcome<never> => ({ outcome: 'retry', at, error })
/** The other side asked for patience: costs no attempt and holds the whole queue until then. */
export const rateLimited = (until: number, error: string): Outcome<never> => ({ outcome: 'rate_limited', until, error })
/** Trying again cannot help. */
export const failed = (error: string): Outcome<never> => ({ outcome: 'failed', error })
/** Nobody but a person can know what is right. */
export const needsOperator = (error: string): Outcome<never> => ({ outcome: 'needs_operator', error })

/** What an execution may use. It runs in a thread or on another machine: plain data only, and never a database. */
export interface ExecutionContext {
  /** Aborts when the job is cancelled, times out or loses its lease. */
  readonly signal: AbortSignal
  /** Says at once whether `signal` has aborted, also inside a long synchronous loop, where no event can arrive. */
  cancelled(): boolean
  progress(done: number, total: number | null, note?: string): void
  /** Hands a part to the job's `receive` and waits until it is stored. @throws when the lease was lost meanwhile. */
  emit(part: unknown): Promise<void>
}

export interface RetryPolicy {
  /** Attempts that may fail. That the program ends during one is no failure of the job and counts apart. */
  readonly maxAttempts: number
  /** How often the program may end under the job before the job is taken to be what ends it; `defaultMaxLostLeases` unless told. */
  readonly maxLostLeases?: number
  readonly firstDelayMs: number
  readonly maxDelayMs: number
}

/** Far more than a machine's bad days cost one job, and few enough that a job that kills the engine is found out. */
export const defaultMaxLostLeases = 20

export type EndState = 'done' | 'failed' | 'cancelled'

/** Written as a method, so that definitions of any types can be kept in one list. */
export type EngineExecution<Work, Result> = { execute(work: Work, context: ExecutionContext): Promise<Outcome<Result>> }['execute']

export interface JobDefinition<Payload, Work, Result> {
  /** `area.verb`, unique for ever: it is stored in the queue. */
  readonly kind: string
  readonly payload: z.ZodType<Payload>
  readonly result: z.ZodType<Result>
  readonly queue: Queue
  /** Milliseconds from the start of an attempt, not from when it was planned. */
  readonly timeoutMs: number
  readonly retry: RetryPolicy
  readonly onLostLease: LostLeasePolicy
  /** In the transaction of the claim: gathers what the execution needs, or says that nothing is left to do. */
  prepare(tx: Tx, job: JobContext<Payload>): { work: Work } | { done: Result }
  /**
   * `thread`: the thread entry's work of the same kind. `prepare`: all is done in prepare, which answers `done`.
   * A function runs in the engine and may only wait, not compute.
   */
  readonly execute: 'thread' | 'prepare' | EngineExecution<Work, Result>
  /** Stores a part that the execution emitted. Each part commits on its own, so a repeated attempt must recognise what it has stored. */
  receive?(tx: Tx, job: JobContext<Payload>, part: unknown): void
  /** In the transaction that ends the attempt, fenced: writes the result and may enqueue what follows. */
  apply?(tx: Tx, job: JobContext<Payload>, result: Result): void
  /** In the transaction in which the job, and all its children, ended, whatever the end was. */
  ended?(tx: Tx, job: JobContext<Payload>, state: EndState, error: string | null): void
}

/** Declares a kind of job, with everything that belongs to it, in one place. */
export function defineJob<Payload, Work, Result>(definition: JobDefinition<Payload, Work, Result>): JobDefinition<Payload, Work, Result> {
  return definition
}

/** A definition whose types are known only to itself, as the runner keeps them. */
export type AnyJob = JobDefinition<unknown, unknown, unknown>

/** Looks a definition up; null for a kind that this program does not know (any more). */
export type FindDefinition = (kind: string) => AnyJob | null
