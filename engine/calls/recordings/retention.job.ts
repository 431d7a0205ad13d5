import { z } from 'zod'
import { changeRecordingTx, recordingsToRemove } from '../../../db/queries/recordings.ts'
import { campaignsOfKind, deleteCallLogTx } from '../../../db/queries/recordings-log.ts'
import type { Tx } from '../../../db/tx.ts'
import { defineJob, done, enqueueTx, type JobDefinition } from '../../jobs/index.ts'
import type { Clock } from '../../observe/clock.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import { removeRecordingFile } from './recording-files.ts'

const payloadSchema = z.object({ simulated: z.boolean() })

/** Files deleted, and rows of the log deleted of a campaign, in one turn. */
const filesPerTurn = 100
const rowsPerTurn = 500

interface RetentionWork { readonly recordings: readonly { readonly attemptSeq: number; readonly file: string }[] }
const resultSchema = z.object({ removed: z.array(z.number().int()) })

export type RetentionJob = JobDefinition<z.infer<typeof payloadSchema>, RetentionWork, z.infer<typeof resultSchema>>

export interface RetentionNeeds {
  readonly dataFolder: string
  readonly setups: CampaignSetups
  clockOf(simulated: boolean): Clock
}

/**
 * Removes what has been kept long enough: recordings after the days their campaign keeps them, and the log of calls after the
 * years the preset of the campaign's policy demands, never earlier. A preset that demands none keeps the log for ever.
 */
export function retentionJob({ dataFolder, setups, clockOf }: RetentionNeeds): RetentionJob {
  const deleteLogsTx = (tx: Tx, simulated: boolean): number => {
    const now = clockOf(simulated).now()
    let deleted = 0
    for (const campaign of campaignsOfKind(tx.database, simulated)) {
      const years = setups.of(campaign).policy.keepLogYears
      if (years !== null && deleted < rowsPerTurn) deleted += deleteCallLogTx(tx, campaign.id, yearsBefore(now, years), rowsPerTurn)
    }
    return deleted
  }
  const retention: RetentionJob = defineJob<z.infer<typeof payloadSchema>, RetentionWork, z.infer<typeof resultSchema>>({
    kind: 'calls.retention',
    payload: payloadSchema,
    result: resultSchema,
    queue: 'background',
    timeoutMs: 10 * 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 10_000, maxDelayMs: 600_000 },
    // A file that is gone already is no error.
    onLostLease: 'retry',

    prepare(tx, job) {
      const { simulated } = job.payload
      const rows = recordingsToRemove(tx.database, simulated, clockOf(simulated).now(), filesPerTurn)
      return { work: { recordings: rows.map(({ attempt_seq, file }) => ({ attemptSeq: attempt_seq, file: file ?? '' })) } }
    },

    async execute({ recordings }) {
      for (const { file } of recordings) if (file !== '') await removeRecordingFile(dataFolder, file)
      return done({ removed: recordings.map(({ attemptSeq }) => attemptSeq) })
    },

    apply(tx, job, { removed }) {
      for (const attemptSeq of removed) changeRecordingTx(tx, attemptSeq, { state: 'removed', file: null })
      const deleted = deleteLogsTx(tx, job.payload.simulated)
      if (removed.length === filesPerTurn || deleted > 0) enqueueTx(tx, retention, job.payload, job.now, { runAt: job.now + 100 })
    },
  })
  return retention
}

/** The same day so many years before; of 29 February the day after. */
function yearsBefore(now: number, years: number): number {
  const date = new Date(now)
  date.setUTCFullYear(date.getUTCFullYear() - years)
  return date.getTime()
}
