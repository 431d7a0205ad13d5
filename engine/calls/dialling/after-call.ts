import type { CallJobChange } from '../../../db/queries/call-jobs.ts'
import type { ConversationOutcome, DispositionGroup, PhoneState } from '../../../db/values.ts'
import { zoneTime } from '../zone-time.ts'

/** What a call came to, told apart from group and conversation. */
export interface CallEnding {
  readonly group: DispositionGroup
  /** Null where nobody spoke. */
  readonly outcome: ConversationOutcome | null
  /** The provider's analysis; null where it gave none. */
  readonly successful: boolean | null
  /** When the debtor asked to be called instead, and in which words. */
  readonly callback: { readonly at: number; readonly text: string } | null
  /** Minutes until another try after this group. */
  readonly retryMinutes: number
}

export interface AfterCallFacts {
  readonly now: number
  readonly zone: string
  /** Attempts spent since the job was chosen, this one included when it is spent. */
  readonly attempts: number
  readonly maxAttempts: number
  /** Whether another number is left when the one just called is marked. */
  readonly otherNumberLeft: boolean
}

export interface AfterCall {
  readonly job: CallJobChange
  /** Mark of the number that was called, when it changes. */
  readonly phone: PhoneState | null
  /** The person asked not to be called any more. */
  readonly optOut: boolean
}

/** Outcomes after which the debtor is not called again by this campaign. */
const ending: ReadonlySet<ConversationOutcome> = new Set(['promise', 'refusal', 'already_paid'])

/**
 * What follows a call: the spec's table of dispositions, with what was said before what the provider thinks of it.
 * A call that ended as "successful" may have been told to the wrong person or have ended in an opt-out.
 */
export function afterCall(end: CallEnding, facts: AfterCallFacts): AfterCall {
  if (end.outcome === 'opt_out') return { job: excluded('do_not_call', end.outcome, facts.now), phone: null, optOut: true }
  if (end.outcome === 'wrong_person') return nextNumber('wrong_person', end.outcome, facts)
  if (end.group === 'bad_number') return nextNumber('bad', end.outcome, facts)
  if (end.outcome === 'callback' && end.callback !== null) {
    const { at, text } = end.callback
    const time = zoneTime(facts.zone)
    // The debtor asked for it, so the attempts of the day do not stand in its way; the caps of the policy still do.
    const attempts = time.dayAt(at) === time.dayAt(facts.now) ? Math.min(facts.attempts, facts.maxAttempts - 1) : 0
    return plain({ status: 'scheduled', outcome: 'callback', attempts, next_try_at: at, callback_at: at, callback_asked_at: facts.now, callback_text: text })
  }
  if (end.outcome !== null && ending.has(end.outcome)) return plain({ status: 'done', outcome: end.outcome, finished_at: facts.now, ...noMoment })
  if (end.group === 'conversation' && end.outcome === 'no_outcome' && end.successful === true) {
    return plain({ status: 'done', outcome: end.outcome, finished_at: facts.now, ...noMoment })
  }
  return plain({ outcome: end.outcome, ...retryLater(end.retryMinutes, facts) })
}

const noMoment: CallJobChange = { next_try_at: null, callback_at: null, callback_asked_at: null, callback_text: null }

function plain(job: CallJobChange): AfterCall {
  return { job, phone: null, optOut: false }
}

/** Another try today while attempts are left, else on another day, when a round chooses the debtor again. */
function retryLater(minutes: number, { now, zone, attempts, maxAttempts }: AfterCallFacts): CallJobChange {
  const time = zoneTime(zone)
  const at = now + minutes * 60_000
  const sameDay = time.dayAt(at) === time.dayAt(now)
  if (attempts < maxAttempts && sameDay) return { ...noMoment, status: 'scheduled', next_try_at: at }
  return { ...noMoment, status: 'pending', round_id: null, next_try_at: time.momentOf(time.dayAt(now) + 1) }
}

function nextNumber(state: PhoneState, outcome: ConversationOutcome | null, facts: AfterCallFacts): AfterCall {
  const job: CallJobChange = !facts.otherNumberLeft
    ? { ...noMoment, status: 'failed', outcome, finished_at: facts.now, last_error: 'no_phones_left' }
    : { outcome, ...retryLater(0, facts) }
  return { job, phone: state, optOut: false }
}

function excluded(rule: string, outcome: ConversationOutcome, now: number): CallJobChange {
  return { ...noMoment, status: 'excluded', outcome, excluded_rule: rule, excluded_at: now, finished_at: now }
}
