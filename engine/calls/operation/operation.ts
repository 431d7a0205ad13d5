import { recordingOf } from '../../../db/queries/recordings.ts'
import type { Database } from '../../../db/open.ts'
import type { Reader } from '../../../db/reader.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import type { ActionsArea } from '../../actions/index.ts'
import type { ClassificationArea } from '../../classification/index.ts'
import { enqueueTx, type AnyJob } from '../../jobs/index.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import type { CallOutcome } from '../dialling/finish-call.ts'
import type { LiveCalls } from '../dialling/live-calls.ts'
import { checkPromisesJob, checkPromisesSchedule } from '../promises/check-promises.job.ts'
import { MidnightWatch } from '../promises/midnight-watch.ts'
import { Promises } from '../promises/promises.ts'
import { enqueueFetchTx, fetchRecordingJob, resumeRecordings } from '../recordings/fetch-recording.job.ts'
import { retentionJob } from '../recordings/retention.job.ts'
import type { CallLine } from '../retell/call-line.ts'
import { CallbackWatch } from './callback-watch.ts'
import { callsApi } from './calls.api.ts'
import { classifyCallTx } from './classify-call.ts'

export interface OperationNeeds {
  readonly database: Database
  /** The machine's. */
  readonly clock: Clock
  readonly events: EventBus
  readonly dataFolder: string
  readonly setups: CampaignSetups
  readonly live: LiveCalls
  readonly actions: Pick<ActionsArea, 'fireTx'>
  readonly classification: Pick<ClassificationArea, 'addTranscriptTx'>
  lineOf(simulated: boolean): CallLine
  clockOf(simulated: boolean): Clock
  lineLimit(simulated: boolean): number
  practiceAddress(): string | null
  wakeCampaign(campaignId: string): void
}

export type Operation = ReturnType<typeof openOperation>

/** Puts together what follows calls: promises and payments, recordings, classification, alerts, and what is shown of all that. */
export function openOperation(needs: OperationNeeds) {
  const { database, clock, events, clockOf } = needs
  const promises = new Promises(needs)
  const checkPromises = checkPromisesJob(promises)
  const fetchRecording = fetchRecordingJob(needs)
  const retention = retentionJob(needs)
  const callbacks = [false, true].map((simulated) => new CallbackWatch({ database, events, clock: clockOf(simulated), simulated }))
  // Real promises are checked by the schedule, which is made up for after a closed night; practice nights pass by their own clock.
  const midnights = new MidnightWatch({
    database,
    clock: clockOf(true),
    check: () => writeTx(database, (tx) => void enqueueTx(tx, checkPromises, { simulated: true }, clock.now(), { uniqueKey: 'promises.check:simulated' })),
  })
  const jobs: readonly AnyJob[] = [checkPromises, fetchRecording, retention]

  return {
    jobs,
    promises,
    /** Recurring work, for the scheduler; hours are hours of the machine's zone. */
    schedules: [
      { ...checkPromisesSchedule, job: checkPromises },
      { name: 'calls.retention', job: retention, payload: { simulated: false }, cron: '30 4 * * *' },
      { name: 'calls.retention.practice', job: retention, payload: { simulated: true }, cron: '35 4 * * *' },
    ] as const,

    /** What follows an ended call, in the transaction that stores its result. */
    callEndedTx(tx: Tx, outcome: CallOutcome): void {
      const { attempt, promiseId } = outcome
      classifyCallTx(tx, needs, outcome)
      if (recordingOf(tx.database, attempt.seq)?.state === 'waiting') enqueueFetchTx(tx, fetchRecording, attempt.id, clock.now())
      tx.afterCommit(() => {
        if (promiseId !== null) {
          events.publish({ type: 'promises.changed' })
          if (attempt.simulated === 1) midnights.promised(outcome.campaign.time_zone)
        }
        if ((outcome.reading?.callbackAt ?? null) !== null) callbacks[attempt.simulated]?.look()
      })
    },

    /** A callback was agreed or moved by a person. */
    callbackPlanned: (simulated: boolean): void => callbacks[Number(simulated)]?.look(),

    serve: (reader: Reader) => ({ callsApi: callsApi({ ...needs, reader, promises }) }),

    start(): void {
      resumeRecordings(database, fetchRecording, clock.now())
      midnights.look()
      for (const watch of callbacks) watch.look()
    },

    stop(): void {
      midnights.stop()
      for (const watch of callbacks) watch.stop()
    },
  }
}
