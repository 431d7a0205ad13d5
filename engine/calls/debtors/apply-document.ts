import { newId } from '../../../db/id.ts'
import { attemptByCallId, changeAttemptTx, insertAttemptTx, insertBodyTx, insertCallEventTx } from '../../../db/queries/call-attempts.ts'
import { callJobBySeq, changeCallJobTx, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import type { CampaignRow } from '../../../db/queries/campaigns.ts'
import { importedJob, jobOfDebt, saveImportedJobTx } from '../../../db/queries/debtors-campaign.ts'
import { setPhoneStateTx } from '../../../db/queries/debtor-facts.ts'
import { importChangeOf, noteChangeTx, type DebtorImportRow, type ImportEffect } from '../../../db/queries/debtor-imports.ts'
import { lastChangeOf } from '../../../db/queries/debtors-payments.ts'
import { debtorByPerson } from '../../../db/queries/debtors-write.ts'
import { insertDoNotCallTx } from '../../../db/queries/do-not-call.ts'
import { insertPromiseTx } from '../../../db/queries/promises.ts'
import type { Tx } from '../../../db/tx.ts'
import type { RowFailure } from '../debtor-import/import-part.ts'
import { doubtfulPromise } from '../dialling/finish-call.ts'
import { personOf } from '../dialling/person-facts.ts'
import { readCall, type ReadCall } from '../dialling/read-call.ts'
import type { CallBody } from '../retell/bodies.ts'
import { zoneTime } from '../zone-time.ts'
import { applyDebtorTx } from './apply-debtors.ts'
import type { ApplyReason } from './apply-reasons.ts'
import { campaignOfBatchTx } from './document-campaign.ts'
import { readImportLayout } from './import-layout.ts'
import type { DebtorNeeds } from './needs.ts'
import type { DocumentRead } from './read-document.ts'

export type { DocumentRead } from './read-document.ts'

/**
 * Brings a call job of another deployment to the floor: debtor and debt, the place in the campaign of its batch with its
 * status as it stood, and the call with everything that was said. A document that is there already changes nothing.
 */
export function applyDocumentTx(tx: Tx, needs: Pick<DebtorNeeds, 'setups' | 'wakeCampaign'>, imported: DebtorImportRow, row: DocumentRead, now: number): ImportEffect | RowFailure {
  const { database } = tx
  const { defaults } = readImportLayout(imported.layout)
  const { job, call } = row
  const knownCall = call === null ? null : attemptByCallId(database, call.call_id)
  const campaign = campaignOfBatchTx(tx, imported, job.batchId, call, defaults, now)
  const known = importedJob(database, campaign.id, job.id)
  if (knownCall !== null && knownCall.call_job_seq !== known?.seq) return { rowNumber: row.rowNumber, reasons: ['documents.row_call_known' satisfies ApplyReason], cells: [job.id] }
  if (known !== null && known.status === job.status && (call === null || knownCall !== null)) return 'skipped'

  // Each document is a debt of its own within its batch, also where deployments left the reference empty.
  const debtor = debtorByPerson(database, imported.business_id, imported.simulated, row.personKey)
  const sharing = debtor === null ? null : jobOfDebt(database, campaign.id, debtor.seq, row.debt.company, row.debt.reference)
  const reference = sharing !== null && sharing.external_id !== job.id ? job.id : row.debt.reference
  const place = applyDebtorTx(tx, needs, imported, { ...row, debt: { ...row.debt, reference } }, now)
  const seq = saveImportedJobTx(tx, known?.id ?? newId(), { campaignId: campaign.id, debtorSeq: place.debtorSeq, debtSeq: place.debtSeq }, {
    externalId: job.id, status: job.status, attempts: job.attempts, deduplicationKey: job.deduplicationKey, maxAttempts: job.maxAttempts, nextTryAt: job.nextTryAt,
    lastPhone: call?.to_number ?? null, lastError: job.lastError, createdAt: job.createdAt ?? now, finishedAt: job.finishedAt,
  }, now)
  const callJob = callJobBySeq(database, seq)
  if (call !== null && knownCall === null && callJob !== null) addCallTx(tx, needs, { imported, campaign, callJob, row, call, now })
  const noted = importChangeOf(database, imported.id, place.debtorSeq)
  if (noted !== null) noteChangeTx(tx, imported.id, { ...noted, at: Math.max(now, lastChangeOf(database, place.debtorSeq)) })
  return known === null ? 'created' : 'updated'
}

interface ImportedCall { readonly imported: DebtorImportRow; readonly campaign: CampaignRow; readonly callJob: CallJobRow; readonly row: DocumentRead; readonly call: CallBody; readonly now: number }

/** Keeps the call as an attempt with its whole body, read as one of our own would be. Nothing follows from it but what the law wants. */
function addCallTx(tx: Tx, { setups }: Pick<DebtorNeeds, 'setups'>, { imported, campaign, callJob, row, call, now }: ImportedCall): void {
  const person = personOf(tx.database, callJob)
  const { disposition, reading, sentiment } = readCall(call, setups.of(campaign), person)
  const outcome = reading?.outcome ?? null
  const contact = disposition.contact && outcome !== 'wrong_person' && outcome !== 'third_party' && outcome !== 'voicemail'
  const intentAt = row.job.calledAt ?? call.start_timestamp ?? row.job.createdAt ?? now
  const time = zoneTime(row.timeZone)
  const attemptId = newId()
  const number = call.to_number ?? row.phones[0]!
  const seq = insertAttemptTx(tx, {
    id: attemptId, business_id: imported.business_id, simulated: imported.simulated, campaign_id: campaign.id, call_job_seq: callJob.seq, debtor_seq: callJob.debtor_seq, debt_seq: callJob.debt_seq,
    round_id: null, number, from_number: call.from_number ?? '', intent_at: intentAt, local_date: new Date(intentAt + time.offsetAt(intentAt)).toISOString().slice(0, 10),
    local_hour: Math.floor(time.timeOfDayAt(intentAt) / 3_600_000), region: null, variables: JSON.stringify(call.retell_llm_dynamic_variables ?? {}),
  })
  insertCallEventTx(tx, seq, intentAt, 'intended', number)
  insertCallEventTx(tx, seq, call.end_timestamp ?? intentAt, 'ended', disposition.reason)
  insertCallEventTx(tx, seq, now, 'imported', imported.id)
  const successful = call.call_analysis?.call_successful
  changeAttemptTx(tx, seq, {
    state: 'ended', call_id: call.call_id, call_status: call.call_status, placed_at: intentAt, started_at: call.start_timestamp ?? null, ended_at: call.end_timestamp ?? row.job.finishedAt ?? intentAt,
    duration_ms: call.duration_ms ?? null, disconnection_reason: disposition.reason, disposition: outcome === 'voicemail' ? 'machine' : disposition.group, rang: Number(disposition.rang), contact: Number(contact),
    unanswered: Number(disposition.unanswered), spent: Number(disposition.attemptSpent), outcome, call_successful: successful === undefined ? null : Number(successful), sentiment,
    cost_millicents: Math.round((call.call_cost?.combined_cost ?? 0) * 1000), flags: JSON.stringify(reading?.flags ?? []),
  })
  insertBodyTx(tx, seq, JSON.stringify(call), now)
  changeCallJobTx(tx, callJob.seq, { outcome }, now)
  if (reading !== null) keepConsequencesTx(tx, { imported, campaign, callJob, row, call, now }, { reading, attemptSeq: seq, attemptId, number })
  if (disposition.group === 'bad_number') setPhoneStateTx(tx, callJob.debtor_seq, number, 'bad', now)
}

interface CallReading { readonly reading: NonNullable<ReadCall['reading']>; readonly attemptSeq: number; readonly attemptId: string; readonly number: string }

function keepConsequencesTx(tx: Tx, { imported, campaign, callJob, row, call, now }: ImportedCall, { reading, attemptSeq, attemptId, number }: CallReading): void {
  const { business_id, simulated } = imported
  if (reading.outcome === 'wrong_person') setPhoneStateTx(tx, callJob.debtor_seq, number, 'wrong_person', now)
  if (reading.outcome === 'opt_out') {
    const scope = reading.doNotCallScope ?? 'person'
    insertDoNotCallTx(tx, { id: newId(), business_id, simulated, scope, subject: scope === 'person' ? row.personKey : number, name: row.name, source: 'call', reason: 'opt_out', attempt_id: attemptId, created_at: now })
  }
  if (reading.promise === null) return
  const { date, amountMinor, flags } = reading.promise
  const { today } = readImportLayout(imported.layout)
  // Nobody told us whether one whose day has passed since was kept: a person must look before it counts as broken.
  const doubtful = reading.outcome !== 'promise' || flags.some((flag) => doubtfulPromise.has(flag)) || (date !== null && date < today)
  insertPromiseTx(tx, {
    id: newId(), business_id, simulated, campaign_id: campaign.id, debtor_seq: callJob.debtor_seq, debt_seq: callJob.debt_seq, attempt_seq: attemptSeq, state: doubtful ? 'review' : 'open',
    promised_on: date, amount_minor: amountMinor, currency: row.debt.currency, flags: JSON.stringify(flags), made_at: call.end_timestamp ?? now,
  })
}
