import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { countLive } from '../../../db/queries/call-attempts.ts'
import { changeCallJobTx, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import { callJobSeqsOf, removeCallJobsTx, resetCallJobsTx, setAsideCallJobsTx } from '../../../db/queries/campaign-jobs.ts'
import { campaignById, removeCampaignTx, type CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import type { CallJobFilter } from '../../contract/campaigns.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Dialler } from '../dialling/dialler.ts'
import { personsDecisionsTx } from './persons-word.ts'
import type { CampaignQuestions } from './questions.ts'

export interface JobActionNeeds {
  readonly database: Database
  readonly events: EventBus
  readonly dialler: Pick<Dialler, 'wake'>
  readonly questions: CampaignQuestions
  readonly dataFolder: string
  clockOf(simulated: boolean): Clock
  /** A callback was agreed: its moment is to be told. */
  callbackPlanned(simulated: boolean): void
}

export type JobSelection = { readonly jobIds: readonly string[] } | { readonly filter: CallJobFilter }

/** Call jobs changed in one turn of the event loop: some five milliseconds. */
const perTurn = 500
/** Call jobs removed in one turn, with all that hangs on them. */
const removedPerTurn = 50

/** What people do to debtors of a campaign, many at a time. A selection is settled at the start; what changes meanwhile moves none into it. */
export class JobActions {
  readonly #needs: JobActionNeeds

  constructor(needs: JobActionNeeds) {
    this.#needs = needs
  }

  /** Back to pending, as if the campaign had not tried them; caps still count what was dialled. @returns how many. */
  reset(selection: JobSelection): Promise<number> {
    return this.#each(selection, (tx, campaign, seqs, now) => {
      // A stopped campaign calls nobody any more.
      if (campaign.state === 'stopped') return 0
      return resetCallJobsTx(tx, seqs, now)
    })
  }

  cancel(selection: JobSelection): Promise<number> {
    return this.#each(selection, (tx, campaign, seqs, now) => this.#setAsideTx(tx, campaign, seqs, 'cancelled', null, now))
  }

  suspend(selection: JobSelection, reason: string): Promise<number> {
    return this.#each(selection, (tx, campaign, seqs, now) => this.#setAsideTx(tx, campaign, seqs, 'suspended', reason, now))
  }

  /** A person's word that a debtor is to be called at a time; every rule still applies when it comes. */
  scheduleCallback(campaign: CampaignRow, job: CallJobRow, at: number): void {
    const { database, clockOf, dialler, events, callbackPlanned } = this.#needs
    writeTx(database, (tx) => {
      // Who asked is not known here, so that no exemption for calls asked for is taken.
      changeCallJobTx(tx, job.seq, {
        status: 'scheduled', attempts: 0, round_id: null, next_try_at: at, callback_at: at, callback_asked_at: null, callback_text: null, last_rule: null, last_error: null, finished_at: null,
      }, clockOf(campaign.simulated === 1).now())
      tx.afterCommit(() => {
        callbackPlanned(campaign.simulated === 1)
        dialler.wake(campaign.id)
        events.publish({ type: 'campaign.updated', campaignId: campaign.id })
      })
    })
  }

  /** Removes a campaign with everything that hangs on it, recordings too. Calls are a log the law wants kept: only practice campaigns and those that never called may go. */
  async remove(campaign: CampaignRow): Promise<void> {
    const { database, dataFolder, events } = this.#needs
    for (;;) {
      const { removed, files } = writeTx(database, (tx) => removeCallJobsTx(tx, campaign.id, removedPerTurn))
      await Promise.all(files.map((file) => unlink(join(dataFolder, 'recordings', file)).catch(() => {})))
      if (removed === 0) break
      await nextTurn()
    }
    writeTx(database, (tx) => removeCampaignTx(tx, campaign.id))
    events.publish({ type: 'campaign.updated', campaignId: campaign.id })
  }

  hasLiveCalls(campaign: CampaignRow): boolean {
    return countLive(this.#needs.database, campaign.id) > 0
  }

  #setAsideTx(tx: Tx, campaign: CampaignRow, seqs: readonly number[], to: 'cancelled' | 'suspended', reason: string | null, now: number): number {
    const moved = setAsideCallJobsTx(tx, seqs, to, reason, now)
    personsDecisionsTx(tx, moved, campaign.policy_version, reason ?? to, now)
    return moved.length
  }

  async #each(selection: JobSelection, change: (tx: Tx, campaign: CampaignRow, seqs: readonly number[], now: number) => number): Promise<number> {
    const { database, clockOf, dialler, events } = this.#needs
    let count = 0
    for (const [campaignId, seqs] of await this.#seqsByCampaign(selection)) {
      for (let start = 0; start < seqs.length; start += perTurn) {
        const campaign = campaignById(database, campaignId)
        if (campaign === null) break
        count += writeTx(database, (tx) => change(tx, campaign, seqs.slice(start, start + perTurn), clockOf(campaign.simulated === 1).now()))
        await nextTurn()
      }
      dialler.wake(campaignId)
      events.publish({ type: 'campaign.updated', campaignId })
    }
    return count
  }

  async #seqsByCampaign(selection: JobSelection): Promise<Map<string, number[]>> {
    const { database, questions } = this.#needs
    const byCampaign = new Map<string, number[]>()
    if ('filter' in selection) {
      const campaign = campaignById(database, selection.filter.campaignId)
      if (campaign !== null) byCampaign.set(campaign.id, [...(await questions.seqsOf(selection.filter, questions.view(campaign)))])
      return byCampaign
    }
    for (const { seq, campaign_id } of callJobSeqsOf(database, selection.jobIds)) {
      const seqs = byCampaign.get(campaign_id)
      if (seqs === undefined) byCampaign.set(campaign_id, [seq])
      else seqs.push(seq)
    }
    return byCampaign
  }
}

/** The next turn of the event loop, so that consoles are answered between two slices of work. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
