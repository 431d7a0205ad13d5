/**
 * What every figure of calls means, in SQL over `call_attempts AS attempt`; floor, campaigns and reports count by these alone,
 * so that no two screens can disagree.
 *
 * - **attempt** (placed): a dial that was placed or may have been; one proven not placed counts nowhere.
 * - **answered**: somebody picked up, whoever it was. Machines are nobody: a voicemail's greeting is told apart when the call is
 *   understood. Answer rate is answered / attempts.
 * - **contact**: a conversation with the debtor; the wrong person and third parties are none.
 * - **success**: the call led to a promise that is still open, partly paid or kept; or the provider calls it a success and nothing
 *   contradicts that: it was a contact, made no promise, and nobody refused or asked not to be called. A promise that a person
 *   must look at first, was given up or broken is no success. Success rate is successes / contacts.
 * - **promise**: made in the call and taken for one: neither given up nor waiting for a person.
 * - **kept**: a promise paid in full by its day.
 * - **cost**: what the provider billed, thousandths of a US cent; cost per kept promise is cost / kept.
 */
export const placed = `attempt.state <> 'not_placed'`

export const answered = `(coalesce(attempt.disposition, '') = 'conversation')`

/**
 * Without an outcome there can be no promise: then the promise is not looked for.
 * @param promiseState SQL for the state of the promise made in the call, null where none was.
 */
const successBy = (promiseState: string) => `CASE WHEN attempt.outcome IS NULL THEN 0 ELSE coalesce(${promiseState} IN ('open', 'partial', 'kept'),
  attempt.contact = 1 AND coalesce(attempt.call_successful, 0) = 1 AND attempt.outcome NOT IN ('promise', 'refusal', 'opt_out')) END`

export const success = successBy('(SELECT promises.state FROM promises WHERE promises.attempt_seq = attempt.seq)')

/** Over `promises AS promise`. */
export const takenPromise = `promise.state NOT IN ('cancelled', 'review')`
export const keptPromise = `promise.state = 'kept'`

/** Where `figureColumns` are counted: each attempt with its promise, if it made one. */
export const attemptsWithPromise = `call_attempts AS attempt LEFT JOIN promises AS promise ON promise.attempt_seq = attempt.seq AND attempt.outcome IS NOT NULL`

/** The counts of a group of attempts. */
export const figureColumns = `count(*) AS attempts, coalesce(sum(${answered}), 0) AS answered, coalesce(sum(attempt.contact), 0) AS contacts, coalesce(sum(${successBy('promise.state')}), 0) AS successes,
  coalesce(sum(coalesce(${takenPromise}, 0)), 0) AS promises, coalesce(sum(coalesce(${keptPromise}, 0)), 0) AS kept, coalesce(sum(attempt.cost_millicents), 0) AS cost_millicents`

export interface FigureColumns { attempts: number; answered: number; contacts: number; successes: number; promises: number; kept: number; cost_millicents: number }
