import { changeAttemptTx } from '../../../db/queries/call-attempts.ts'
import { campaignById, setCampaignBatchTx } from '../../../db/queries/campaigns.ts'
import type { Tx } from '../../../db/tx.ts'
import type { ClassificationArea } from '../../classification/index.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import type { CallOutcome } from '../dialling/finish-call.ts'
import { shownTurns } from './shown-turns.ts'

export interface ClassifyCallNeeds {
  readonly setups: CampaignSetups
  readonly classification: Pick<ClassificationArea, 'addTranscriptTx'>
}

const speakers = { agent: 'Agente', user: 'Cliente' } as const

/**
 * Hands a finished conversation to the classifier, in the batch of its campaign; once for each call. A machine's greeting is
 * no conversation. The batch is as real or simulated as the campaign.
 */
export function classifyCallTx(tx: Tx, { setups, classification }: ClassifyCallNeeds, { attempt, campaign, person, body, reading, promiseId }: CallOutcome): void {
  if (reading === null || reading.outcome === 'voicemail' || attempt.transcript_id !== null) return
  const lines = shownTurns(body).turns.flatMap(({ role, text }) => (role === 'tool' || text.trim() === '' ? [] : [`${speakers[role]}: ${text.trim()}`]))
  if (lines.length === 0) return
  const { batchId, transcriptId } = classification.addTranscriptTx(tx, {
    businessId: campaign.business_id,
    // Another call of the campaign may have made the batch since this one was read.
    batchId: campaignById(tx.database, campaign.id)?.batch_id ?? null,
    batchName: campaign.name,
    simulated: campaign.simulated === 1,
    clientName: person.debtor.name,
    clientPhone: attempt.number,
    metOn: attempt.local_date,
    seller: setups.of(campaign).agent.name,
    closed: promiseId !== null && reading.outcome === 'promise',
    transcript: lines.join('\n'),
  })
  if (batchId !== campaign.batch_id) setCampaignBatchTx(tx, campaign.id, batchId)
  changeAttemptTx(tx, attempt.seq, { transcript_id: transcriptId })
}
