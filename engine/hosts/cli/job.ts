import { parseArgs } from 'node:util'
import { latestSimulatedMoment } from '../../../db/queries/campaign-moments.ts'
import { callJobById, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import { resetCallJobsTx } from '../../../db/queries/campaign-jobs.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { retryTx } from '../../../db/queries/job-control.ts'
import { jobById } from '../../../db/queries/jobs.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { ownDataFolder } from '../data-folder.ts'
import { hasData, withData } from './campaign-data.ts'
import { UsageProblem } from './usage-problem.ts'

export const jobUsage = 'vocero job reset ID [--data DIR]'

/**
 * `vocero job reset`: puts a debtor of a campaign back to pending, or gives a job of the queue a fresh start. Works on the
 * data itself, so that nobody is called while it does; the next start of Vocero goes on from there.
 * @returns 0 when it was put back.
 * @throws UsageProblem when there is no such job, it cannot be put back now, or Vocero is running.
 */
export function job(args: readonly string[]): number {
  const { values, positionals } = parse(args)
  const [command, id, ...more] = positionals
  if (command !== 'reset' || id === undefined || more.length > 0) throw new UsageProblem(`Usage: ${jobUsage}`)
  const dataFolder = values.data ?? ownDataFolder()
  if (!hasData(dataFolder)) throw new UsageProblem(`There is no data in ${dataFolder}. Name its folder with --data.`)
  console.log(withData(dataFolder, (database) => reset(database, id)))
  return 0
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { data: { type: 'string' } }, allowPositionals: true })
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message : String(error)}. Usage: ${jobUsage}`)
  }
}

function reset(database: Database, id: string): string {
  return writeTx(database, (tx) => {
    const callJob = callJobById(database, id)
    if (callJob !== null) return resetCallJob(tx, callJob)
    const queued = jobById(database, id)
    if (queued === null) throw new UsageProblem(`There is no job ${id}. The console shows the id of each.`)
    if (!retryTx(tx, queued)) throw new UsageProblem(`Job ${id} is ${queued.state}: only one that failed, was cancelled or waits for a person can begin again.`)
    return `Job ${id} (${queued.kind}) begins again at the next start.`
  })
}

function resetCallJob(tx: Tx, callJob: CallJobRow): string {
  const campaign = campaignById(tx.database, callJob.campaign_id)
  if (campaign === null || campaign.state === 'stopped') throw new UsageProblem('Its campaign was stopped and calls nobody any more.')
  // Practice time stands still while Vocero is closed.
  const now = campaign.simulated === 1 ? latestSimulatedMoment(tx.database) : Date.now()
  if (resetCallJobsTx(tx, [callJob.seq], now) === 0) {
    const why = callJob.status === 'needs_review' ? 'nobody knows yet whether it was called: answer that in the console first' : 'a call is under way: it is looked up at the next start'
    throw new UsageProblem(`Job ${callJob.id} is ${callJob.status}: ${why}.`)
  }
  return `Job ${callJob.id} was ${callJob.status} and is pending again. What was dialled still counts.`
}
