import type { Database } from '../../db/open.ts'
import { correctLabelTx, takeCorrectionBackTx } from '../../db/queries/transcripts-correct.ts'
import { fullTranscriptById } from '../../db/queries/transcripts-full.ts'
import { writeTx } from '../../db/tx.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Taxonomy } from './taxonomy.ts'

export interface CorrectionNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  /** Gives the taxonomy in service. */
  readonly classifiers: { readonly active: { readonly taxonomy: Pick<Taxonomy, 'enums'> } }
}

export interface CorrectionErrors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

/**
 * A person's word on one label; the same value as before confirms it. `null` takes the word back.
 * @throws one of `errors` when the transcript, the enum or the value is unknown, or nothing was classified yet.
 */
export function correctLabel({ database, clock, events, classifiers }: CorrectionNeeds, errors: CorrectionErrors, transcriptId: string, enumName: string, value: string | null): void {
  const before = fullTranscriptById(database, transcriptId)
  if (before === null) throw errors.NOT_FOUND({ data: { reason: 'transcripts.not_found' } })
  if (value !== null) {
    const known = classifiers.active.taxonomy.enums.find((one) => one.name === enumName)
    if (known === undefined) throw errors.INVALID({ data: { reason: 'transcripts.unknown_enum', detail: enumName } })
    if (!known.values.some((one) => one.value === value)) throw errors.INVALID({ data: { reason: 'transcripts.unknown_value', detail: `${enumName}: ${value}` } })
    if (before.row.source === null) throw errors.CONFLICT({ data: { reason: 'transcripts.not_classified' } })
  }
  const { seq, batch_id: batchId } = before.row
  writeTx(database, (tx) => {
    if (value === null) takeCorrectionBackTx(tx, seq, enumName)
    else correctLabelTx(tx, seq, enumName, value, clock.now())
    tx.afterCommit(() => {
      events.publish({ type: 'transcripts.changed', batchId })
      events.publish({ type: 'opinions.changed' })
    })
  })
}
