import { historyOf, type AttemptRow } from '../../../db/queries/call-attempts.ts'
import { personIsBusy, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import { debtFacts, debtorFacts, doNotCallOf, phonesOf, type DebtFactsRow, type DebtorFactsRow, type PhoneFactsRow } from '../../../db/queries/debtor-facts.ts'
import type { Database } from '../../../db/open.ts'
import type { DebtorFacts, PastAttempt, Rule } from '../rules.ts'

/** Everything known of the person behind a call job: for the decision, and for the dial that may follow. */
export interface Person {
  readonly debtor: DebtorFactsRow
  readonly debt: DebtFactsRow
  readonly phones: readonly PhoneFactsRow[]
  readonly facts: DebtorFacts
  /** Dials of the whole person, in all campaigns, oldest first. */
  readonly history: readonly PastAttempt[]
}

/**
 * @param without an attempt that is left out as if it had never been written, to decide about its intent once more.
 * @returns null when the debtor or the debt is gone.
 */
export function personOf(database: Database, job: CallJobRow, without: Pick<AttemptRow, 'seq' | 'id'> | null = null): Person | null {
  const debtor = debtorFacts(database, job.debtor_seq)
  const debt = debtFacts(database, job.debt_seq)
  if (debtor === null || debt === null) return null
  const phones = phonesOf(database, job.debtor_seq)
  const undone = without !== null && job.live_attempt_id === without.id
  const facts: DebtorFacts = {
    zone: debtor.time_zone,
    phones,
    doNotCall: doNotCallOf(database, debtor).map((entry) => ({ scope: entry.scope, number: entry.scope === 'number' ? entry.subject : null, at: entry.created_at, source: entry.source })),
    consentAt: debtor.consent_at,
    job: {
      debtId: String(job.debt_seq),
      campaignId: job.campaign_id,
      attempts: undone ? job.attempts - 1 : job.attempts,
      maxAttempts: job.max_attempts,
      nextTryAt: job.next_try_at,
      callbackAt: job.callback_at,
      callbackAskedAt: job.callback_asked_at,
      excluded: job.excluded_rule === null ? null : { rule: job.excluded_rule as Rule, at: job.excluded_at ?? 0 },
      live: personIsBusy(database, job.debtor_seq, undone ? job.seq : null),
      reinstatedAt: job.reinstated_at,
    },
  }
  const history = historyOf(database, job.debtor_seq, without?.seq ?? null).map((row) => ({
    at: row.intent_at, debtId: String(row.debt_seq), campaignId: row.campaign_id, phone: row.number,
    rang: row.rang === 1, contact: row.contact === 1, unanswered: row.unanswered === 1,
  }))
  return { debtor, debt, phones, facts, history }
}

/**
 * The number to try now: the one after the last tried, going round, among those neither marked nor on the do-not-call list.
 * @param ringing numbers being called now, for whomever.
 * @returns null when none is left.
 */
export function nextNumber(person: Person, lastTried: string | null, ringing: ReadonlySet<string>): string | null {
  const start = person.phones.findIndex((phone) => phone.number === lastTried) + 1
  const inOrder = [...person.phones.slice(start), ...person.phones.slice(0, start)]
  return inOrder.find((phone) => mayRing(person, phone.number) && !ringing.has(phone.number))?.number ?? null
}

/** Whether a number of the person is neither marked nor on the do-not-call list. */
export function mayRing({ phones, facts }: Person, number: string): boolean {
  return phones.some((phone) => phone.number === number && phone.state === 'ok') && !facts.doNotCall.some((entry) => entry.number === number)
}
