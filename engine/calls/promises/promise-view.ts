import { z } from 'zod'
import type { ListedPromise } from '../../../db/queries/promises.ts'
import type { PaymentPromise } from '../../contract/calls.ts'

const flagsSchema = z.array(z.string())

/** A promise as the console sees it. */
export function promiseOf(row: ListedPromise): PaymentPromise {
  return {
    id: row.id,
    debtorId: row.debtor_id,
    debtorName: row.debtor_name,
    campaignId: row.campaign_id,
    attemptId: row.attempt_id,
    company: row.company,
    state: row.state,
    promisedOn: row.promised_on,
    amount: row.amount_minor === null ? null : { minor: row.amount_minor, currency: row.currency },
    paid: { minor: row.paid_minor, currency: row.currency },
    flags: flagsSchema.parse(JSON.parse(row.flags)),
    madeAt: row.made_at,
    settledAt: row.settled_at,
  }
}
