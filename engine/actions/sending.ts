import type { ActionTrigger } from '../../db/values.ts'
import type { Target } from '../contract/actions.ts'
import type { Clock } from '../observe/clock.ts'

/** One thing to be sent, whole: whoever sends it needs no database. */
export interface Sending {
  readonly actionId: string
  /** Goes along with every try, so that the receiver can tell a repetition. */
  readonly deliveryId: string
  readonly trigger: ActionTrigger
  readonly simulated: boolean
  readonly sample: boolean
  readonly target: Target
  readonly content: Readonly<Record<string, unknown>>
  /** The secret before the last change signs as well. */
  readonly previousSecretSigns: boolean
}

/** How a try went; `error` is a reason's key, with what fills it after a space. */
export type Sent = {
  readonly status: number | null
  /** Excerpts for the log, without secrets. */
  readonly request: string | null
  readonly response: string | null
} & (
  | { readonly verdict: 'delivered'; readonly error: null }
  /** Worth another try, not before `notBefore` (milliseconds UTC) when the receiver asked for that. */
  | { readonly verdict: 'retry'; readonly error: string; readonly notBefore: number | null }
  /** The receiver wants nothing more from this action. */
  | { readonly verdict: 'gone'; readonly error: string }
  /** Only a person can put it right, or know what happened. */
  | { readonly verdict: 'needs_operator'; readonly error: string }
)

/** Characters kept of what was sent and answered. */
const excerptLength = 2_000

/** The beginning of a text, with every secret in it blotted out. */
export function excerpt(text: string, secrets: readonly string[]): string {
  const clean = secrets.filter((secret) => secret.length > 0).reduce((kept, secret) => kept.replaceAll(secret, '••••'), text)
  return clean.length > excerptLength ? `${clean.slice(0, excerptLength)}…` : clean
}

/** Aborts after `milliseconds` of the clock, or with `outer`; `done` takes the alarm back. */
export function deadline(clock: Clock, milliseconds: number, outer: AbortSignal): { readonly signal: AbortSignal; readonly timedOut: () => boolean; done(): void } {
  const timer = new AbortController()
  const cancel = clock.after(milliseconds, () => timer.abort(new Error('Took too long')))
  return { signal: AbortSignal.any([timer.signal, outer]), timedOut: () => timer.signal.aborted, done: cancel }
}

/** Words of the system's network errors are for people who know it; its code is short and can be looked up. */
export function networkError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause: unknown = error.cause
  const code = [error, cause].map((one) => (one instanceof Error && 'code' in one ? String(one.code) : '')).find((one) => one !== '')
  return code ?? error.message
}

/** Names of an action's secrets in the store. */
export const secretNames = {
  signing: (actionId: string) => `action.${actionId}.signing`,
  previousSigning: (actionId: string) => `action.${actionId}.signing.previous`,
  header: (actionId: string, key: string) => `action.${actionId}.header.${key.toLowerCase()}`,
  variable: (actionId: string, key: string) => `action.${actionId}.variable.${key}`,
  /** Everything of an action begins so. */
  prefix: (actionId: string) => `action.${actionId}.`,
}
