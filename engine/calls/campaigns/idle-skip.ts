import { countLiveOfKind } from '../../../db/queries/call-attempts.ts'
import { campaignHasWaitingJobs, lastSimulatedDial } from '../../../db/queries/campaign-moments.ts'
import { runningCampaigns, type CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import type { EngineEvent } from '../../contract/events.ts'
import type { Clock } from '../../observe/clock.ts'
import { dayMs, parseDay, zoneTime } from '../zone-time.ts'
import type { LiveCalls } from '../dialling/live-calls.ts'
import { watchableSpeed } from '../practice-line/practice-clock.ts'
import type { PracticeTimeKeeper } from './practice-time.ts'

export interface IdleSkipNeeds {
  readonly database: Database
  /** The machine's clock: looking again is no matter of practice time. */
  readonly clock: Clock
  readonly time: PracticeTimeKeeper
  readonly live: Pick<LiveCalls, 'pausedBy'>
  /** The moment every practice campaign sleeps until; now or before while one is at work, null when none runs. */
  nextMoment(): number | null
}

/** What goes on is looked at again after this many real milliseconds, when nothing tells of its end; where nobody watches, at once. */
const lookAgainMs = 20
/** A jump costs about as much as waiting so many real milliseconds: less than that is waited for. */
const leastJumpMs = 3
/** A campaign in which nobody was dialled for so long will not dial by itself; its clock would only run away. */
const longestIdleMs = 40 * dayMs

/**
 * Moves the practice clock over the time in which nothing happens: nights, weekends, the hours between rounds. Never before
 * every campaign has taken the turn that its moment asks for: a clock that jumped then would make a round look missed. While
 * calls are live it only moves at a speed at which nobody watches them, when all of them wait, and no further than to the
 * first moment that anybody waits for.
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
    const { clock, time } = this.#needs
    this.#stopAlarm = clock.after(time.clock.time.speed > watchableSpeed ? 0 : lookAgainMs, () => {
      this.#planned = false
      this.#skip()
    })
  }

  close(): void {
    this.#closed = true
    this.#stopAlarm()
  }

  /** Jumps to the next moment at which something is due, however far. @returns false when something goes on or nothing is to come. */
  skipNow(): boolean {
    const { database, time, nextMoment } = this.#needs
    const next = nextMoment()
    if (countLiveOfKind(database, true) > 0 || next === null || !Number.isFinite(next) || next <= time.clock.now()) return false
    time.clock.jumpTo(next)
    return true
  }

  #skip(): void {
    const { database, live, time, nextMoment } = this.#needs
    if (this.#closed || !time.skipIdle) return
    const calls = countLiveOfKind(database, true)
    // That a live call ends, or waits again, is told.
    if (calls > 0 && (time.clock.time.speed <= watchableSpeed || live.pausedBy(time.clock) < calls)) return
    const next = nextMoment()
    if (next === null || !Number.isFinite(next)) return
    // A campaign is at work, and does not tell when it has nothing more to do.
    if (next <= time.clock.now()) return this.look()
    if (calls > 0) return this.#skipWait()
    const campaigns = runningCampaigns(database).filter((campaign) => campaign.simulated === 1)
    const active = Math.max(lastSimulatedDial(database), ...campaigns.map((campaign) => Math.max(campaign.started_at ?? 0, startOf(campaign))))
    if (next - active > longestIdleMs || !campaigns.some((campaign) => campaignHasWaitingJobs(database, campaign.id))) return
    time.clock.jumpTo(next)
    this.look()
  }

  /** Every live call waits for its next look: goes to the first of them, or whatever else is due before. */
  #skipWait(): void {
    const { clock } = this.#needs.time
    const next = clock.nextAlarm
    if (next !== null && next - clock.now() > leastJumpMs * clock.time.speed) clock.jumpTo(next)
  }
}

function startOf(campaign: CampaignRow): number {
  const first = campaign.starts_on === null ? null : parseDay(campaign.starts_on)
  return first === null ? 0 : zoneTime(campaign.time_zone).momentOf(first)
}
