import { campaignCost, countLive, countLiveOfKind, lastIntentsOf } from '../../../db/queries/call-attempts.ts'
import { changeCallJobTx, countDueCallJobs, dueCallJobs, nextCallJobMoment, pendingCallJobs, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import { changeRoundTx, choosingRound, closeRoundsTx, endRoundsTx, type RoundRow } from '../../../db/queries/call-rounds.ts'
import { campaignById, campaignHasOpenJobs, moveCampaignTx, runningCampaigns, type CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import { durableTx, writeTx, type Tx } from '../../../db/tx.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Log } from '../../observe/log.ts'
import { raiseAlertTx } from '../alerts.ts'
import { decide } from '../decide.ts'
import type { Decision } from '../rules.ts'
import { parseDay, zoneTime } from '../zone-time.ts'
import { beginRoundTx, dayOf, openDueRoundsTx } from './campaign-day.ts'
import type { CampaignSetup, CampaignSetups } from './campaign-setup.ts'
import type { CallJobDefinition } from './call.job.ts'
import type { LiveCalls } from './live-calls.ts'
import { Pace } from './pace.ts'
import { nextNumber, personOf, type Person } from './person-facts.ts'
import { placeAttemptTx, writeDecisionTx } from './place-attempt.ts'
import { nextSlot } from './rounds.ts'
import { scriptFor } from './script-variables.ts'

export interface DiallerNeeds {
  readonly database: Database
  readonly clock: Clock
  /** The clock a campaign lives by: the engine's, or the practice line's. */
  clockOf(simulated: boolean): Clock
  readonly events: EventBus
  readonly log: Log
  readonly setups: CampaignSetups
  readonly call: CallJobDefinition
  readonly live: LiveCalls
  /** Calls the provider lets run at once, over all campaigns. */
  lineLimit(simulated: boolean): number
  /** Until when the line must rest, because the provider said so. */
  restUntil(simulated: boolean): number
  /** Told when a campaign ended by itself. */
  finishedTx(tx: Tx, campaign: CampaignRow): void
}

/** Candidates looked at in one turn of the event loop: some milliseconds. */
const candidatesPerTurn = 100
/** Dials written in one turn. */
const dialsPerTurn = 20

/** What is remembered of a running campaign between its turns. */
interface Watch {
  stopAlarm: () => void
  /** A turn is planned already. */
  awake: boolean
  /** When the alarm rings; null while nobody can say. */
  sleepsUntil: number | null
  readonly pace: Pace
  /** How far the round that is choosing has looked. */
  position: { roundId: string; priority: number; seq: number } | null
}

/**
 * Drives every running campaign: opens its rounds, lets them choose debtors, dials those whose moment has come. Works in
 * short turns on the engine's loop, woken by what happens and by one alarm at the campaign's next moment.
 * All it knows is in the database; killed at any instruction it goes on from there.
 */
export class Dialler {
  readonly #needs: DiallerNeeds
  readonly #watched = new Map<string, Watch>()
  #stopped = false

  constructor(needs: DiallerNeeds) {
    this.#needs = needs
  }

  start(): void {
    for (const campaign of runningCampaigns(this.#needs.database)) this.wake(campaign.id)
  }

  stop(): void {
    this.#stopped = true
    for (const watch of this.#watched.values()) watch.stopAlarm()
    this.#watched.clear()
  }

  /** Something of the campaign changed: it started, a call ended, debtors came. Any number of calls make one turn. */
  wake(campaignId: string): void {
    if (this.#stopped) return
    const watch = this.#watched.get(campaignId) ?? { stopAlarm: () => {}, awake: false, sleepsUntil: null, pace: new Pace(lastIntentsOf(this.#needs.database, campaignId)), position: null }
    this.#watched.set(campaignId, watch)
    if (watch.awake) return
    watch.awake = true
    watch.sleepsUntil = null
    watch.stopAlarm()
    setImmediate(() => {
      watch.awake = false
      if (!this.#stopped) this.#turnSafely(campaignId, watch)
    })
  }

  /** A line came free or was taken away: every campaign may have something to do. */
  wakeAll(): void {
    for (const campaignId of this.#watched.keys()) this.wake(campaignId)
  }

  /**
   * The moment until which every running campaign of this kind sleeps, so that nothing is missed by going there at once:
   * now while one of them is at work; null when none runs. Calls under way are not looked at.
   */
  nextMoment(simulated: boolean): number | null {
    const { database, clockOf } = this.#needs
    const now = clockOf(simulated).now()
    const moments = runningCampaigns(database)
      .filter((campaign) => (campaign.simulated === 1) === simulated)
      .map((campaign) => Math.max(now, this.#watched.get(campaign.id)?.sleepsUntil ?? now))
    return moments.length === 0 ? null : Math.min(...moments)
  }

  /** One campaign's trouble (a full disk, a damaged row) must not end the engine or the other campaigns. */
  #turnSafely(campaignId: string, watch: Watch): void {
    try {
      this.#turn(campaignId, watch)
    } catch (error) {
      this.#needs.log.error({ campaignId, error: error instanceof Error ? error.message : String(error) }, 'a campaign could not go on; it is tried again')
      watch.stopAlarm = this.#needs.clock.after(5_000, () => this.wake(campaignId))
    }
  }

  #turn(campaignId: string, watch: Watch): void {
    const { database, events, setups } = this.#needs
    const campaign = campaignById(database, campaignId)
    if (campaign === null || campaign.state !== 'running') return void this.#watched.delete(campaignId)
    const setup = setups.of(campaign)
    const clock = this.#needs.clockOf(campaign.simulated === 1)
    const now = clock.now()

    const { startsAt, endsAt } = lifeOf(campaign)
    if (now < startsAt) return this.#sleep(watch, campaignId, clock, startsAt - now)
    if (now >= endsAt || !campaignHasOpenJobs(database, campaignId)) return this.#finish(campaign, now)

    writeTx(database, (tx) => openDueRoundsTx(tx, campaign, setup, now, events))
    const round = choosingRound(database, campaignId)
    const more = round !== null && this.#choose(campaign, setup, round, watch, now)
    const dialled = this.#dialDue(campaign, setup, watch, now)
    writeTx(database, (tx) => endRoundsTx(tx, campaignId))
    if (more || dialled) events.publish({ type: 'campaign.updated', campaignId })
    if (more) return this.wake(campaignId)
    this.#sleep(watch, campaignId, clock, this.#nextMoment(campaign, setup, now, watch) - now)
  }

  #sleep(watch: Watch, campaignId: string, clock: Clock, milliseconds: number): void {
    watch.sleepsUntil = clock.now() + Math.max(1, milliseconds)
    watch.stopAlarm = clock.after(Math.max(1, milliseconds), () => this.wake(campaignId))
  }

  /** Lets a round look at some candidates. @returns whether it has more to look at. */
  #choose(campaign: CampaignRow, setup: CampaignSetup, round: RoundRow, watch: Watch, now: number): boolean {
    const { database } = this.#needs
    const start = watch.position?.roundId === round.id ? watch.position : null
    const after = start ?? { priority: Number.MIN_SAFE_INTEGER, seq: 0 }
    return writeTx(database, (tx) => {
      const target = round.target > 0 ? round.target : beginRoundTx(tx, campaign, setup, round, now)
      const candidates = target === 0 ? [] : pendingCallJobs(database, campaign.id, now, after, candidatesPerTurn)
      let { chosen } = round
      let looked = round.looked_at
      let last = after
      for (const job of candidates) {
        if (chosen >= target) break
        looked += 1
        last = job
        if (this.#chooseOneTx(tx, campaign, setup, { ...job, attempts: 0, round_id: round.id }, now)) chosen += 1
      }
      const over = chosen >= target || candidates.length < candidatesPerTurn
      changeRoundTx(tx, round.id, { chosen, looked_at: looked, ...(over ? { state: 'running', decided_at: now } : {}) })
      watch.position = over ? null : { roundId: round.id, priority: last.priority, seq: last.seq }
      return !over
    })
  }

  #chooseOneTx(tx: Tx, campaign: CampaignRow, setup: CampaignSetup, job: CallJobRow, now: number): boolean {
    const person = personOf(tx.database, job)
    const decision = person === null ? null : decide({ ...person.facts, job: { ...person.facts.job, attempts: 0 } }, now, setup.policy, person.history)
    if (decision?.verdict !== 'dial') {
      this.#holdBackTx(tx, campaign, job, decision, now)
      return false
    }
    writeDecisionTx(tx, { campaign, job, decision, now, attemptId: null })
    changeCallJobTx(tx, job.seq, { status: 'scheduled', attempts: 0, round_id: job.round_id, next_try_at: now, last_rule: decision.rule }, now)
    return true
  }

  /** Dials debtors whose moment has come, as far as lines, pace and money allow. @returns whether any was dialled or held back. */
  #dialDue(campaign: CampaignRow, setup: CampaignSetup, watch: Watch, now: number): boolean {
    const { database, clock } = this.#needs
    const allowed = Math.min(this.#freeLines(campaign, now), watch.pace.free(campaign.calls_per_second, now), dialsPerTurn)
    if (allowed === 0) return false
    const due = dueCallJobs(database, campaign.id, now, allowed)
    if (due.length === 0 || !this.#moneyLeft(campaign, setup, now)) return false
    // A real dial must outlive a power cut; a practice one need not wait for the disk.
    const inTx = campaign.simulated === 1 ? writeTx : durableTx
    inTx(database, (tx) => {
      for (const job of due) {
        const person = personOf(database, job)
        const decision = person === null ? null : decide(person.facts, now, setup.policy, person.history)
        if (person === null || decision?.verdict !== 'dial') this.#holdBackTx(tx, campaign, job, decision, now)
        else if (this.#dialTx(tx, campaign, setup, job, person, decision, now, clock.now())) watch.pace.dialled(now)
      }
    })
    return true
  }

  #dialTx(tx: Tx, campaign: CampaignRow, setup: CampaignSetup, job: CallJobRow, person: Person, decision: Decision, now: number, realNow: number): boolean {
    const number = nextNumber(person, job.last_phone_tried)
    const script = scriptFor(setup, person, campaign.time_zone, now)
    if (number === null || script.missing.length > 0) {
      const names = script.missing.join(', ')
      const lacking: Decision = { verdict: 'exclude', rule: 'missing_variables', figure: names, limit: null }
      writeDecisionTx(tx, { campaign, job, decision: lacking, now, attemptId: null })
      changeCallJobTx(tx, job.seq, { status: 'suspended', next_try_at: null, last_rule: lacking.rule, last_error: `missing_variables: ${names}` }, now)
      return false
    }
    const attemptId = placeAttemptTx(tx, this.#needs.call, { campaign, setup, job, person, number, variables: script.variables, decision, now }, realNow)
    this.#needs.live.intend(attemptId)
    tx.afterCommit(() => this.#needs.events.publish({ type: 'call.updated', attemptId, campaignId: campaign.id, debtorId: person.debtor.id, state: 'intended' }))
    return true
  }

  /** Writes down why a debtor is not called now, and when to look again. */
  #holdBackTx(tx: Tx, campaign: CampaignRow, job: CallJobRow, decision: Decision | null, now: number): void {
    if (decision === null) return changeCallJobTx(tx, job.seq, { status: 'cancelled', next_try_at: null, finished_at: now, last_error: 'debt_gone' }, now)
    if (decision.rule !== job.last_rule) writeDecisionTx(tx, { campaign, job, decision, now, attemptId: null })
    if (decision.verdict === 'exclude') {
      const status = decision.rule === 'no_phone' ? 'failed' : 'excluded'
      return changeCallJobTx(tx, job.seq, { status, next_try_at: null, round_id: null, last_rule: decision.rule, excluded_rule: decision.rule, excluded_at: now, finished_at: now }, now)
    }
    if (decision.verdict !== 'wait') return
    // A callback keeps its place; everybody else waits for a round of the day on which it is allowed again.
    const time = zoneTime(campaign.time_zone)
    const keeps = job.callback_at !== null || (job.status === 'scheduled' && time.dayAt(decision.until) === time.dayAt(now))
    changeCallJobTx(tx, job.seq, { status: keeps ? 'scheduled' : 'pending', next_try_at: decision.until, round_id: keeps ? job.round_id : null, last_rule: decision.rule }, now)
  }

  #freeLines(campaign: CampaignRow, now: number): number {
    const { database, lineLimit, restUntil } = this.#needs
    const simulated = campaign.simulated === 1
    if (now < restUntil(simulated)) return 0
    return Math.max(0, Math.min(campaign.concurrency - countLive(database, campaign.id), lineLimit(simulated) - countLiveOfKind(database, simulated)))
  }

  /** Whether the next call still fits the limits, counting what the calls under way will probably cost. Pauses the campaign when it does not. */
  #moneyLeft(campaign: CampaignRow, setup: CampaignSetup, now: number): boolean {
    const { database, events } = this.#needs
    const limits = [
      { limit: campaign.cost_limit_day_millicents, from: dayOf(campaign, setup, now).from, period: 'day' },
      { limit: campaign.cost_limit_total_millicents, from: 0, period: 'total' },
    ]
    for (const { limit, from, period } of limits) {
      if (limit === null) continue
      const { spent, average } = campaignCost(database, campaign.id, from)
      if (spent + average * (countLive(database, campaign.id) + 1) <= limit && spent < limit) continue
      writeTx(database, (tx) => {
        const details = { campaign: campaign.name, period, spent: spent / 1000, limit: limit / 1000 }
        moveCampaignTx(tx, campaign.id, ['running'], 'paused', { hold: JSON.stringify({ key: 'campaigns.hold.cost_limit', values: details }), now })
        raiseAlertTx(tx, events, { kind: 'cost_limit', businessId: campaign.business_id, simulated: campaign.simulated === 1, campaignId: campaign.id, details, at: now })
        tx.afterCommit(() => events.publish({ type: 'campaign.updated', campaignId: campaign.id }))
      })
      return false
    }
    return true
  }

  #nextMoment(campaign: CampaignRow, setup: CampaignSetup, now: number, watch: Watch): number {
    const { database, restUntil } = this.#needs
    const next = [nextSlot(setup.policy.rounds, campaign.time_zone, now).dueAt, nextCallJobMoment(database, campaign.id, now) ?? Number.POSITIVE_INFINITY]
    const { startsAt, endsAt } = lifeOf(campaign)
    next.push(startsAt > now ? startsAt : Number.POSITIVE_INFINITY, endsAt)
    // Somebody is due already: as soon as the pace and the line's rest allow. A free line wakes by itself.
    if (countDueCallJobs(database, campaign.id, now) > 0) {
      if (this.#freeLines(campaign, now) > 0) next.push(watch.pace.next(campaign.calls_per_second))
      const rest = restUntil(campaign.simulated === 1)
      if (rest > now) next.push(rest)
    }
    return Math.max(now + 1, Math.min(...next))
  }

  #finish(campaign: CampaignRow, now: number): void {
    const { database, events } = this.#needs
    // Live calls run to their end first; each wakes the campaign when it ends.
    if (countLive(database, campaign.id) > 0) return
    writeTx(database, (tx) => {
      if (!moveCampaignTx(tx, campaign.id, ['running'], 'done', { now })) return
      closeRoundsTx(tx, campaign.id)
      raiseAlertTx(tx, events, { kind: 'campaign_done', businessId: campaign.business_id, simulated: campaign.simulated === 1, campaignId: campaign.id, details: { campaign: campaign.name }, at: now })
      this.#needs.finishedTx(tx, campaign)
      tx.afterCommit(() => events.publish({ type: 'campaign.updated', campaignId: campaign.id }))
    })
  }
}

/** First and last moment of a campaign's life; the last day belongs to it. */
function lifeOf(campaign: CampaignRow): { startsAt: number; endsAt: number } {
  const time = zoneTime(campaign.time_zone)
  const start = campaign.starts_on === null ? null : parseDay(campaign.starts_on)
  const end = campaign.ends_on === null ? null : parseDay(campaign.ends_on)
  return { startsAt: start === null ? 0 : time.momentOf(start), endsAt: end === null ? Number.POSITIVE_INFINITY : time.momentOf(end + 1) }
}
