import { z } from 'zod'
import { attemptById, bodyOf, insertCallEventTx } from '../../../db/queries/call-attempts.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { debtorFacts } from '../../../db/queries/debtor-facts.ts'
import { changeRecordingTx, orphanedRecordings, recordingOf } from '../../../db/queries/recordings.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { defineJob, done, enqueueTx, retry, type JobDefinition } from '../../jobs/index.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { callBodySchema } from '../retell/bodies.ts'
import type { CallLine } from '../retell/call-line.ts'
import { downloadRecording, type Download } from './download.ts'
import { removeRecordingFile } from './recording-files.ts'

const payloadSchema = z.object({ attemptId: z.string() })
const resultSchema = z.discriminatedUnion('end', [
  z.object({ end: z.literal('kept'), file: z.string(), contentType: z.string(), bytes: z.number().int(), sha256: z.string() }),
  z.object({ end: z.literal('failed'), error: z.string() }),
  /** Nobody waits for it any more. */
  z.object({ end: z.literal('over') }),
])
type FetchResult = z.infer<typeof resultSchema>
interface FetchWork { readonly attemptId: string; readonly simulated: boolean; readonly callId: string; readonly url: string | null }

export type FetchRecordingJob = JobDefinition<z.infer<typeof payloadSchema>, FetchWork, FetchResult>

export interface FetchNeeds {
  readonly dataFolder: string
  readonly events: EventBus
  lineOf(simulated: boolean): CallLine
  clockOf(simulated: boolean): Clock
  /** Where the practice line is reached now; null while it does not run. */
  practiceAddress(): string | null
}

const dayMs = 86_400_000

/** Fetches the recording of an ended call at once, because the address given for it lives a day. */
export function fetchRecordingJob({ dataFolder, events, lineOf, clockOf, practiceAddress }: FetchNeeds): FetchRecordingJob {
  return defineJob<z.infer<typeof payloadSchema>, FetchWork, FetchResult>({
    kind: 'calls.fetch_recording',
    payload: payloadSchema,
    result: resultSchema,
    queue: 'background',
    timeoutMs: 10 * 60_000,
    retry: { maxAttempts: 8, firstDelayMs: 5_000, maxDelayMs: 15 * 60_000 },
    // A file gets its name only when it is whole, and is fetched over the one before.
    onLostLease: 'retry',

    prepare(tx, job): { work: FetchWork } | { done: FetchResult } {
      const attempt = attemptById(tx.database, job.payload.attemptId)
      if (attempt === null || attempt.call_id === null || recordingOf(tx.database, attempt.seq)?.state !== 'waiting') return { done: { end: 'over' } }
      const body = bodyOf(tx.database, attempt.seq)
      const url = body === null ? undefined : callBodySchema.safeParse(JSON.parse(body)).data?.recording_url
      return { work: { attemptId: attempt.id, simulated: attempt.simulated === 1, callId: attempt.call_id, url: url ?? null } }
    },

    async execute({ attemptId, simulated, callId, url }, { signal }) {
      const fetchFrom = (address: string) => downloadRecording({ url: address, plainOrigin: simulated ? practiceAddress() : null, dataFolder, attemptId, signal })
      let download: Download = url === null ? { kind: 'expired' } : await fetchFrom(url)
      // The line gives a new address; the practice line may also have moved to another port since.
      if (download.kind === 'expired' || (download.kind !== 'kept' && simulated)) {
        const answer = await lineOf(simulated).getCall(callId)
        if (!answer.ok && answer.problem.failure !== 'not_found') return retry(answer.problem.failure)
        const fresh = answer.ok ? answer.value.recording_url : undefined
        download = fresh === undefined ? { kind: 'expired' } : await fetchFrom(fresh)
      }
      if (download.kind === 'failed') return retry(download.error)
      if (download.kind === 'kept') {
        const { file, contentType, bytes, sha256 } = download
        return done({ end: 'kept', file, contentType, bytes, sha256 })
      }
      return done({ end: 'failed', error: download.kind === 'expired' ? 'expired' : download.error })
    },

    apply(tx, job, result) {
      if (result.end !== 'over') settleTx(tx, job.payload.attemptId, result)
    },

    ended(tx, job, state, error) {
      if (state !== 'done') settleTx(tx, job.payload.attemptId, { end: 'failed', error: state === 'cancelled' ? 'cancelled' : error ?? 'failed' })
    },
  })

  function settleTx(tx: Tx, attemptId: string, result: Exclude<FetchResult, { end: 'over' }>): void {
    const attempt = attemptById(tx.database, attemptId)
    const recording = attempt === null ? null : recordingOf(tx.database, attempt.seq)
    const debtor = attempt === null ? null : debtorFacts(tx.database, attempt.debtor_seq)
    // Campaign or debtor went while it was fetched: nothing of them may stay.
    const unwanted = attempt === null || recording?.state !== 'waiting' || debtor === null || debtor.erased_at !== null
    if (unwanted && result.end === 'kept') tx.afterCommit(() => void removeRecordingFile(dataFolder, result.file).catch(() => {}))
    if (attempt === null || recording?.state !== 'waiting' || debtor === null) return
    const now = clockOf(attempt.simulated === 1).now()
    if (unwanted) return changeRecordingTx(tx, attempt.seq, { state: 'removed' })
    const days = campaignById(tx.database, attempt.campaign_id)?.keep_recordings_days ?? null
    changeRecordingTx(tx, attempt.seq, result.end === 'failed'
      ? { state: 'failed', error: result.error }
      : { state: 'kept', file: result.file, content_type: result.contentType, bytes: result.bytes, sha256: result.sha256, fetched_at: now, remove_after: days === null ? null : now + days * dayMs, error: null })
    insertCallEventTx(tx, attempt.seq, now, `recording_${result.end}`, result.end === 'failed' ? result.error : null)
    tx.afterCommit(() => events.publish({ type: 'call.updated', attemptId, campaignId: attempt.campaign_id, debtorId: debtor.id, state: attempt.state }))
  }
}

/** Has the recording of a call fetched; asked again while it is under way, it does nothing. */
export function enqueueFetchTx(tx: Tx, job: FetchRecordingJob, attemptId: string, realNow: number): void {
  enqueueTx(tx, job, { attemptId }, realNow, { uniqueKey: `recording:${attemptId}` })
}

/** Recordings that wait and that no job fetches, because a person removed it or a copy of the database was put back. */
export function resumeRecordings(database: Database, job: FetchRecordingJob, realNow: number): void {
  writeTx(database, (tx) => {
    for (const attemptId of orphanedRecordings(database)) enqueueFetchTx(tx, job, attemptId, realNow)
  })
}
