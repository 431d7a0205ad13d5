import type { Database } from '../../db/open.ts'
import type { ActionsArea } from '../actions/index.ts'
import type { ClassificationArea } from '../classification/index.ts'
import { removeUpload } from '../ingest/index.ts'
import type { AnyJob } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Log } from '../observe/log.ts'
import type { SecretStore } from '../settings/index.ts'
import { openLines, type PracticeStart } from './campaigns/lines.ts'
import { serveCampaigns } from './campaigns/serve.ts'
import { openDebtors, type DebtorsServing } from './debtors/area.ts'
import { callJob } from './dialling/call.job.ts'
import { CampaignSetups } from './dialling/campaign-setup.ts'
import { Dialler } from './dialling/dialler.ts'
import { finishAttemptTx } from './dialling/finish-call.ts'
import { LiveCalls } from './dialling/live-calls.ts'
import { resumeAttempts } from './dialling/resume-attempts.ts'
import { tellCallTx, tellCampaignTx } from './dialling/tell-actions.ts'
import { openOperation, type Operation } from './operation/operation.ts'
import { readDelinquencyTypes } from './negotiation.ts'
import { keepPresets, readPresets } from './presets.ts'

export interface CallsNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Log
  readonly dataFolder: string
  /** The program's folder of presets, flows and practice conversations. */
  readonly resources: string
  readonly practiceLineThreadFile: URL
  readonly secrets: SecretStore
  readonly actions: ActionsArea
  readonly classification: Pick<ClassificationArea, 'addTranscriptTx'>
  readonly startPractice?: PracticeStart
}

export type CallsArea = ReturnType<typeof openCalls>

/**
 * Puts the area together: lines, dialler, the job that makes one call, and what its end leads to.
 * @throws ZodError or an I/O error when the program's presets cannot be read.
 */
export function openCalls(needs: CallsNeeds) {
  const { database, clock, events, log, actions } = needs
  const presets = readPresets(needs.resources)
  keepPresets(database, presets, clock.now())
  const seeds = { presets: Object.values(presets), delinquencyTypes: readDelinquencyTypes(needs.resources) }
  const setups = new CampaignSetups(database, presets)
  const live = new LiveCalls()
  const lines = openLines(needs)
  const call = callJob({
    events, setups, live,
    lineOf: lines.lineOf,
    clockOf: lines.clockOf,
    troubled: lines.troubled,
    finishTx: (tx, attempt, result, now) => finishAttemptTx(tx, {
      events, setups,
      rest: lines.rest,
      outcomeTx: (inner, outcome) => {
        tellCallTx(inner, actions, outcome)
        operation.callEndedTx(inner, outcome)
      },
      freed: () => dialler.wakeAll(),
    }, attempt, result, now),
  })
  const dialler: Dialler = new Dialler({
    database, clock, events, log, setups, call, live,
    clockOf: lines.clockOf,
    speedOf: (simulated) => (simulated ? lines.time.clock.time.speed : 1),
    lineLimit: lines.lineLimit,
    restUntil: lines.restUntil,
    finishedTx: (tx, campaign) => tellCampaignTx(tx, actions, campaign, lines.clockOf(campaign.simulated === 1).now()),
  })
  const operation: Operation = openOperation({
    database, clock, events, setups, live, actions,
    dataFolder: needs.dataFolder,
    classification: needs.classification,
    lineOf: lines.lineOf,
    clockOf: lines.clockOf,
    lineLimit: lines.lineLimit,
    practiceAddress: () => lines.practice.address,
    wakeCampaign: (campaignId) => dialler.wake(campaignId),
  })
  const debtors = openDebtors({
    events, setups,
    dataFolder: needs.dataFolder,
    clockOf: lines.clockOf,
    settlePaymentTx: (tx, payment, now) => void operation.promises.settlePaymentTx(tx, payment, now),
    wakeCampaign: (campaignId) => dialler.wake(campaignId),
    dropUpload: (uploadId) => void removeUpload({ database, clock, dataFolder: needs.dataFolder }, uploadId).catch((error: unknown) => log.warn({ error: String(error) }, 'the file of an import could not be removed')),
  })
  const jobs: readonly AnyJob[] = [call, ...operation.jobs, ...debtors.jobs]
  let stopServing = (): void => {}
  let closeServing = async (): Promise<void> => {}

  return {
    jobs,
    dialler,
    lines,
    setups,
    operation,
    /** The routes; long questions are asked of the reader. */
    serve({ reader, control, inspect, forgetPerson }: Omit<DebtorsServing, 'database' | 'clock'>) {
      const { endWatching, close, ...routes } = serveCampaigns({
        database, reader, clock, events, log, setups, dialler, lines, live, seeds,
        secrets: needs.secrets, dataFolder: needs.dataFolder,
        settlePaymentTx: (tx, payment, now) => operation.promises.settlePaymentTx(tx, payment, now),
        callbackPlanned: operation.callbackPlanned,
      })
      stopServing = endWatching
      closeServing = close
      return { ...routes, ...operation.serve(reader), debtorsApi: debtors.serve({ database, clock, control, reader, inspect, forgetPerson }) }
    },
    start(): void {
      resumeAttempts(database, call, clock.now())
      lines.start(() => dialler.wakeAll())
      dialler.start()
      operation.start()
    },
    /** Nobody is dialled from here on. Calls under way are followed again at the next start. */
    stopDialling(): void {
      stopServing()
      operation.stop()
      dialler.stop()
    },
    async close(): Promise<void> {
      await closeServing()
      await lines.close()
    },
  }
}
