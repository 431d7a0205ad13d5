import { insertDecisionTx } from '../../../db/queries/call-rounds.ts'
import type { Tx } from '../../../db/tx.ts'

/** Writes into the ledger that a person took these call jobs out of the calling. */
export function personsDecisionsTx(tx: Tx, seqs: readonly number[], policyVersion: number, reason: string, now: number): void {
  for (const seq of seqs) {
    insertDecisionTx(tx, { call_job_seq: seq, round_id: null, attempt_id: null, at: now, verdict: 'exclude', rule: 'by_person', figure: reason, limit_value: null, until: null, policy_version: policyVersion })
  }
}
