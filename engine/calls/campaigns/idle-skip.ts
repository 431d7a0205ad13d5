import { countLiveOfKind } from '../../../db/queries/call-attempts.ts'
import { countDueCallJobs } from '../../../db/queries/call-jobs.ts'
import { choosingRound, roundsOfDay } from '../../../db/queries/call-rounds.ts'
import { campaignHasWaitingJobs, lastSimulatedDial } from '../../../db/queries/campaign-moments.ts'
import { runningCampaigns, type CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import type { EngineEvent } from '../../contract/events.ts'
import type { Clock } from '../../observe/clock.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import { slotsOfDay } from '../dialling/rounds.ts'
import { dayMs, dayText, parseDay, zoneTime } from '../zone-time.ts'
import type { PracticeTimeKeeper } from './practice-time.ts'

export interface IdleSkipNeeds {
  readonly database: Database
  /** The machine's clock: looking again is no matter of practice time. */
  readonly clock: Clock
  readonly time: PracticeTimeKeeper
  readonly setups: CampaignSetups
  /** The next moment at which a practice campaign has something to do. */
  nextMoment(): number | null
}

/** What goes on is looked at again after this many real milliseconds, when nothing tells of its end. */
const lookAgainMs = 20
/** A campaign in which nobody was dialled for so long will not dial by itself; its clock would only run away. */
const longestIdleMs = 40 * dayMs

/**
 * Moves the practice clock over the time in which nothing happens: nights, weekends, the hours between rounds. Never while a
 * call is live or somebody is due, and never before every campaign has taken the turn that its moment asks for: a clock that
 * jumped then would make a round look missed.
 */
export class IdleSkip {
  readonly #needs: IdleSkipNeeds
  #stopAlarm = (): void => {}
  #planned = false
  #closed = false

  constructor(needs: IdleSkipNeeds) {
    this.#needs = needs
  }

  /** Something happened that may have been the last thing that went on. */
  heard(event: EngineEvent): void {
    if (event.type === 'call.updated' || event.type === 'campaign.updated' || event.type === 'practice.clock') this.look()
  }

  /** Looks soon, once for any number of reasons. */
  look(): void {
    if (this.#planned || this.#closed) return
    this.#planned = true
    this.#stopAlarm()
    this.#stopAlarm = this.#needs.clock.after(lookAgainMs, () => {
      this.#planned = false
      this.#skip()
    })
  }

  close(): void {
    this.#closed = true
    this.#stopAlarm()
  }

  /** Jumps to the next moment now. @returns false when something goes on, or nothing is to come. */
  skipNow(): boolean {
    const campaigns = this.#campaigns()
    if (this.#needs.time.clock.time.speed === 0 || campaigns.length === 0 || this.#busy(campaigns)) return false
    const next = this.#needs.nextMoment()
    if (next === null || !Number.isFinite(next)) return false
    this.#needs.time.clock.jumpTo(Math.max(next, this.#needs.time.clock.now()))
    return true
  }

  #skip(): void {
    const { database, time, nextMoment } = this.#needs
    if (this.#closed || !time.skipIdle) return
    const campaigns = this.#campaigns()
    // The end of a live call is told; what is only about to happen is not.
    if (campaigns.length === 0 || countLiveOfKind(database, true) > 0) return
    if (this.#busy(campaigns)) return this.look()
    if (!campaigns.some((campaign) => campaignHasWaitingJobs(database, campaign.id))) return
    const next = nextMoment()
    const active = Math.max(lastSimulatedDial(database), ...campaigns.map((campaign) => campaign.started_at ?? 0), ...campaigns.map((campaign) => startOf(campaign)))
    if (next === null || !Number.isFinite(next) || next - active > longestIdleMs) return
    // The clock tells that it moved, and is looked at again by that.
    if (next > time.clock.now()) time.clock.jumpTo(next)
  }

  #campaigns(): CampaignRow[] {
    return runningCampaigns(this.#needs.database).filter((campaign) => campaign.simulated === 1)
  }

  /** Whether a call is live, somebody is due, or a campaign has not yet done what its moment asks for. */
  #busy(campaigns: readonly CampaignRow[]): boolean {
    const { database, time, setups } = this.#needs
    if (countLiveOfKind(database, true) > 0) return true
    const now = time.clock.now()
    return campaigns.some((campaign) => {
      if (now < startOf(campaign)) return false
      if (choosingRound(database, campaign.id) !== null || countDueCallJobs(database, campaign.id, now) > 0) return true
      const day = zoneTime(campaign.time_zone).dayAt(now)
      const opened = new Set(roundsOfDay(database, campaign.id, dayText(day)).map((round) => round.slot))
      return slotsOfDay(setups.of(campaign).policy.rounds, campaign.time_zone, day).some(({ slot, dueAt }) => dueAt <= now && !opened.has(slot))
    })
  }
}

function startOf(campaign: CampaignRow): number {
  const first = campaign.starts_on === null ? null : parseDay(campaign.starts_on)
  return first === null ? 0 : zoneTime(campaign.time_zone).momentOf(first)
}
