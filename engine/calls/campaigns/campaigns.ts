import { newId } from '../../../db/id.ts'
import { policyById } from '../../../db/queries/call-catalogue.ts'
import { countLive, countTakenOn } from '../../../db/queries/call-attempts.ts'
import { insertCallJobTx } from '../../../db/queries/call-jobs.ts'
import { changeRoundTx, roundById, type RoundRow } from '../../../db/queries/call-rounds.ts'
import { addableDebts, openCallJobSeqs, setAsideCallJobsTx, setMaxAttemptsTx, type DebtChoice } from '../../../db/queries/campaign-jobs.ts'
import { endedCampaignsWithOpenJobs, insertCampaignPolicyTx } from '../../../db/queries/campaign-moments.ts'
import { campaignById, campaignHasOpenJobs, insertCampaignTx, moveCampaignTx, updateCampaignTx, type CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import type { CampaignState } from '../../../db/values.ts'
import type { CampaignSettings } from '../../contract/campaigns.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { addRoundTx, dayOf, passEarlierRoundsTx } from '../dialling/campaign-day.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import type { Dialler } from '../dialling/dialler.ts'
import { roundTarget } from '../dialling/rounds.ts'
import { personsDecisionsTx } from './persons-word.ts'

export interface CampaignsNeeds {
  readonly database: Database
  readonly events: EventBus
  readonly setups: CampaignSetups
  readonly dialler: Pick<Dialler, 'wake'>
  clockOf(simulated: boolean): Clock
  /** A campaign begins to run: the line may say how many calls it allows. */
  refreshLimit(simulated: boolean): Promise<void>
}

/** Call jobs written in one turn of the event loop: some five milliseconds. */
const perTurn = 500

/** The next turn of the event loop, so that consoles are answered between two slices of work. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** The life of campaigns, as people lead it: draft, running, paused, stopped; done comes by itself. */
export class Campaigns {
  readonly #needs: CampaignsNeeds

  constructor(needs: CampaignsNeeds) {
    this.#needs = needs
  }

  create(settings: CampaignSettings, businessId: string, simulated: boolean): CampaignRow {
    const { database } = this.#needs
    const now = this.#now(simulated)
    const row: CampaignRow = {
      ...columnsOf(settings), id: newId(), business_id: businessId, simulated: Number(simulated), state: 'draft', hold: null,
      policy_version: policyById(database, settings.policyId)?.version ?? 1, preset_hash: null, batch_id: null, created_at: now, started_at: null, finished_at: null,
    }
    writeTx(database, (tx) => {
      insertCampaignTx(tx, row)
      this.#changedTx(tx, row.id)
    })
    return row
  }

  /** A draft takes the newest version of the policy it names. */
  update(campaign: CampaignRow, settings: CampaignSettings): void {
    const { database, setups } = this.#needs
    const version = campaign.state === 'draft' ? policyById(database, settings.policyId)?.version ?? campaign.policy_version : campaign.policy_version
    writeTx(database, (tx) => {
      updateCampaignTx(tx, { ...campaign, ...columnsOf(settings), policy_version: version })
      tx.afterCommit(() => setups.forget())
      this.#changedTx(tx, campaign.id)
    })
  }

  /** Whoever starts it has looked at what stands in the way. @returns false when it is not a draft any more. */
  start(campaign: CampaignRow): boolean {
    const { database, setups } = this.#needs
    const { version, presetHash } = setups.newestTerms(campaign)
    const fixed = { ...campaign, policy_version: version, preset_hash: presetHash }
    const started = writeTx(database, (tx) => {
      updateCampaignTx(tx, fixed)
      return this.#runTx(tx, fixed, ['draft'], true)
    })
    if (started) void this.#alignAttempts(campaign.id)
    return started
  }

  pause(campaign: CampaignRow): boolean {
    return writeTx(this.#needs.database, (tx) => {
      if (!moveCampaignTx(tx, campaign.id, ['running'], 'paused', { now: this.#now(campaign.simulated === 1) })) return false
      this.#changedTx(tx, campaign.id)
      return true
    })
  }

  /** One that ended by itself goes on when debtors were put back or added. */
  resume(campaign: CampaignRow): boolean {
    const { database } = this.#needs
    const from: CampaignState[] = campaignHasOpenJobs(database, campaign.id) ? ['paused', 'done'] : ['paused']
    return writeTx(database, (tx) => this.#runTx(tx, campaign, from, false))
  }

  /** Live calls run to their end; whoever waits is cancelled, also when Vocero ends in the middle of it. */
  async stop(campaign: CampaignRow): Promise<boolean> {
    const stopped = writeTx(this.#needs.database, (tx) => {
      if (!moveCampaignTx(tx, campaign.id, ['draft', 'running', 'paused', 'done'], 'stopped', { now: this.#now(campaign.simulated === 1) })) return false
      this.#changedTx(tx, campaign.id)
      return true
    })
    if (stopped) await this.cancelWaiting(campaign.id)
    return stopped
  }

  /** Cancels everybody of a stopped campaign who has not been called. */
  async cancelWaiting(campaignId: string): Promise<void> {
    const { database } = this.#needs
    for (;;) {
      const campaign = campaignById(database, campaignId)
      if (campaign?.state !== 'stopped') return
      const seqs = openCallJobSeqs(database, campaignId, perTurn)
      if (seqs.length === 0) return
      const now = this.#now(campaign.simulated === 1)
      writeTx(database, (tx) => {
        personsDecisionsTx(tx, setAsideCallJobsTx(tx, seqs, 'cancelled', 'campaign_stopped', now), campaign.policy_version, 'campaign_stopped', now)
        this.#changedTx(tx, campaignId)
      })
      await nextTurn()
    }
  }

  /** What a stop could not finish before the engine ended. */
  finishStops(): void {
    for (const campaignId of endedCampaignsWithOpenJobs(this.#needs.database)) void this.cancelWaiting(campaignId)
  }

  /**
   * A campaign lives by the newest version of its policy, and by the text of the preset that the program brings, from now on.
   * @param by who says so, for the record
   * @returns false when it does already.
   */
  updatePolicy(campaign: CampaignRow, by: string): boolean {
    const { database, setups, dialler } = this.#needs
    const { version, presetHash } = setups.newestTerms(campaign)
    if (version === campaign.policy_version && presetHash === setups.of(campaign).terms.presetHash) return false
    writeTx(database, (tx) => {
      const updated = { ...campaign, policy_version: version, preset_hash: campaign.started_at === null ? null : presetHash }
      const now = this.#now(campaign.simulated === 1)
      updateCampaignTx(tx, updated)
      if (campaign.started_at !== null) insertCampaignPolicyTx(tx, campaign.id, { at: now, policy_id: campaign.policy_id, policy_version: version, preset_hash: presetHash, taken_by: by })
      // Rounds that only the new version has were not missed earlier today.
      if (campaign.state === 'running') passEarlierRoundsTx(tx, updated, setups.of(updated), now)
      tx.afterCommit(() => {
        setups.forget()
        dialler.wake(campaign.id)
      })
      this.#changedTx(tx, campaign.id)
    })
    void this.#alignAttempts(campaign.id)
    return true
  }

  /** Puts open debts of debtors into a campaign. */
  async addDebtors(campaign: CampaignRow, choice: Pick<DebtChoice, 'importId' | 'debtorIds'>): Promise<{ added: number; already: number }> {
    const { database, dialler, setups } = this.#needs
    const { maxAttempts } = setups.of(campaign).policy
    let after = { debtor_seq: 0, debt_seq: 0 }
    let added = 0
    let already = 0
    for (;;) {
      const debts = addableDebts(database, { ...choice, campaignId: campaign.id, businessId: campaign.business_id, simulated: campaign.simulated === 1 }, after, perTurn)
      const last = debts.at(-1)
      if (last === undefined) break
      after = last
      const now = this.#now(campaign.simulated === 1)
      writeTx(database, (tx) => {
        for (const { debtor_seq, debt_seq, national_id, here } of debts) {
          const job = { id: newId(), campaignId: campaign.id, debtorSeq: debtor_seq, debtSeq: debt_seq, deduplicationKey: `${campaign.business_id}::${national_id}::${campaign.id}`, maxAttempts, priority: 0 }
          if (here === 0 && insertCallJobTx(tx, job, now)) added += 1
          else already += 1
        }
      })
      await nextTurn()
    }
    this.#needs.events.publish({ type: 'campaign.updated', campaignId: campaign.id })
    dialler.wake(campaign.id)
    return { added, already }
  }

  /** A round outside the plan. @returns false when there was one this very minute. */
  runRoundNow(campaign: CampaignRow): boolean {
    return writeTx(this.#needs.database, (tx) => {
      if (!addRoundTx(tx, campaign, this.#now(campaign.simulated === 1))) return false
      this.#wokenTx(tx, campaign.id)
      return true
    })
  }

  /**
   * What becomes of a round that was missed. `skip` uses its share of the day up; `next_round` leaves the share to the
   * rounds still to come.
   * @returns null when it was answered already, or is of another day and can only be let pass.
   */
  answerRound(campaign: CampaignRow, round: RoundRow, answer: 'run_now' | 'next_round' | 'skip'): RoundRow | null {
    const { database, setups } = this.#needs
    const now = this.#now(campaign.simulated === 1)
    const setup = setups.of(campaign)
    const day = dayOf(campaign, setup, now)
    const today = round.local_date === day.localDate
    if (round.state !== 'asking' || (answer === 'run_now' && !today)) return null
    writeTx(database, (tx) => {
      if (answer === 'run_now') changeRoundTx(tx, round.id, { state: 'planned', target: 0, decided_at: now })
      else {
        const share = () => roundTarget({
          debtorsPerDay: setup.policy.debtorsPerDay, taken: countTakenOn(database, campaign.id, round.local_date, day.from, day.to), roundsLeft: 1 + day.slotsAhead(now),
        })
        changeRoundTx(tx, round.id, { state: 'skipped', target: answer === 'skip' && today ? share() : 0, decided_at: now })
      }
      this.#wokenTx(tx, campaign.id)
    })
    return roundById(database, round.id)
  }

  /** Whether nothing of it goes on any more. */
  isQuiet(campaign: CampaignRow): boolean {
    return countLive(this.#needs.database, campaign.id) === 0
  }

  #now(simulated: boolean): number {
    return this.#needs.clockOf(simulated).now()
  }

  #runTx(tx: Tx, campaign: CampaignRow, from: readonly CampaignState[], first: boolean): boolean {
    const { setups, refreshLimit } = this.#needs
    const simulated = campaign.simulated === 1
    const now = this.#now(simulated)
    if (!moveCampaignTx(tx, campaign.id, from, 'running', { now })) return false
    if (first) {
      setups.forget()
      insertCampaignPolicyTx(tx, campaign.id, { at: now, policy_id: campaign.policy_id, policy_version: campaign.policy_version, preset_hash: campaign.preset_hash, taken_by: null })
    }
    passEarlierRoundsTx(tx, campaign, setups.of(campaign), now)
    this.#wokenTx(tx, campaign.id)
    tx.afterCommit(() => void refreshLimit(simulated))
    return true
  }

  #wokenTx(tx: Tx, campaignId: string): void {
    this.#changedTx(tx, campaignId)
    tx.afterCommit(() => this.#needs.dialler.wake(campaignId))
  }

  #changedTx(tx: Tx, campaignId: string): void {
    tx.afterCommit(() => this.#needs.events.publish({ type: 'campaign.updated', campaignId }))
  }

  /** The number of attempts is kept with each call job; another policy may allow another one. */
  async #alignAttempts(campaignId: string): Promise<void> {
    const { database, setups } = this.#needs
    for (;;) {
      const campaign = campaignById(database, campaignId)
      if (campaign === null || writeTx(database, (tx) => setMaxAttemptsTx(tx, campaignId, setups.of(campaign).policy.maxAttempts, perTurn)) === 0) return
      await nextTurn()
    }
  }
}

function columnsOf(settings: CampaignSettings) {
  const millicents = (cents: number | null) => (cents === null ? null : Math.round(cents * 1000))
  return {
    name: settings.name, policy_id: settings.policyId, agent_id: settings.agentId, country: settings.country.toUpperCase(), region: settings.region, time_zone: settings.timeZone,
    starts_on: settings.startsOn, ends_on: settings.endsOn, concurrency: settings.concurrency, calls_per_second: settings.callsPerSecond,
    cost_limit_day_millicents: millicents(settings.costLimitDayCents), cost_limit_total_millicents: millicents(settings.costLimitTotalCents),
    keep_recordings_days: settings.keepRecordingsDays,
  }
}

/** The settings of a campaign, as they were given. */
export function settingsOf(row: CampaignRow): CampaignSettings {
  const cents = (millicents: number | null) => (millicents === null ? null : millicents / 1000)
  return {
    name: row.name, policyId: row.policy_id, agentId: row.agent_id, country: row.country, region: row.region, timeZone: row.time_zone, startsOn: row.starts_on, endsOn: row.ends_on,
    concurrency: row.concurrency, callsPerSecond: row.calls_per_second, costLimitDayCents: cents(row.cost_limit_day_millicents), costLimitTotalCents: cents(row.cost_limit_total_millicents),
    keepRecordingsDays: row.keep_recordings_days,
  }
}
