import { countLive, countLiveOfKind, lastIntentsOf, ringingNumbers } from '../../../db/queries/call-attempts.ts'
import { anyCallJobDue, anyLeftOver, changeCallJobTx, dueCallJobs, nextCallJobMoment, pendingCallJobs, rollOverTx, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import { changeRoundTx, choosingRound, closeRoundsTx, endRoundsTx, type RoundRow } from '../../../db/queries/call-rounds.ts'
import { campaignById, campaignHasOpenJobs, moveCampaignTx, runningCampaigns, type CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import { durableTx, writeTx, type Tx } from '../../../db/tx.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Log } from '../../observe/log.ts'
import { raiseAlertTx } from '../alerts.ts'
import type { Decision } from '../rules.ts'
import { beginRoundTx, dayOf, lifeOf, openDueRoundsTx } from './campaign-day.ts'
import type { CampaignSetup, CampaignSetups } from './campaign-setup.ts'
import type { CallJobDefinition } from './call.job.ts'
import { consider, unlessDamaged } from './consider.ts'
import { holdBackTx } from './hold-back.ts'
import type { LiveCalls } from './live-calls.ts'
import { moneyOf, pauseForMoneyTx } from './money.ts'
import { Pace } from './pace.ts'
import { nextNumber } from './person-facts.ts'
import { placeAttemptTx, writeDecisionTx } from './place-attempt.ts'
import { lateAfter, nextSlot } from './rounds.ts'
import { scriptFor } from './script-variables.ts'

export interface DiallerNeeds {
  readonly database: Database
  readonly clock: Clock
  /** The clock a campaign lives by: the engine's, or the practice line's. */
  clockOf(simulated: boolean): Clock
  /** How fast that clock passes: 1 for real time. */
  speedOf(simulated: boolean): number
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
const candidatesPerTurn = 50
/** Dials written in one turn. */
const dialsPerTurn = 20
/** Debtors left from earlier days who are put back in one turn. */
const rolledPerTurn = 500
/** Every running campaign is looked at after so many real milliseconds, though nothing wakes it. */
const lookAgainMs = 30_000
/** A number that rings for somebody else is tried again after so long, milliseconds. */
const sharedRecheckMs = 60_000

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
  #stopLooking = (): void => {}

  constructor(needs: DiallerNeeds) {
    this.#needs = needs
  }

  start(): void {
    for (const campaign of runningCampaigns(this.#needs.database)) this.wake(campaign.id)
    // Alarms stand still while the machine sleeps: a round's would ring late by as long as it slept.
    this.#stopLooking = this.#needs.clock.after(lookAgainMs, () => this.start())
  }

  stop(): void {
    this.#stopped = true
    this.#stopLooking()
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
    // In the order in which they had their turn: the first to wake gets the line.
    for (const [campaignId] of [...this.#watched].toSorted(([, one], [, other]) => one.pace.last - other.pace.last)) this.wake(campaignId)
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

    const { from, localDate } = dayOf(campaign, setup, now)
    const rolled = writeTx(database, (tx) => {
      openDueRoundsTx(tx, campaign, setup, now, lateAfter(this.#needs.speedOf(campaign.simulated === 1)), events)
      return anyLeftOver(database, campaignId, from) ? rollOverTx(tx, campaignId, from, rolledPerTurn, now) : 0
    })
    // Whoever is left from earlier days is not dialled as if it were today's.
    if (rolled === rolledPerTurn) return this.wake(campaignId)
    const round = choosingRound(database, campaignId, localDate)
    const more = round !== null && this.#choose(campaign, setup, round, watch, now)
    const { looked, full } = this.#dialDue(campaign, setup, watch, now)
    writeTx(database, (tx) => endRoundsTx(tx, campaignId))
    if (more || looked) events.publish({ type: 'campaign.updated', campaignId })
    if (more) return this.wake(campaignId)
    this.#sleep(watch, campaignId, clock, this.#nextMoment(campaign, setup, now, watch, full) - now)
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
    const considered = consider(tx.database, job, setup, now)
    if (considered.kind !== 'decided' || considered.decision.verdict !== 'dial') {
      holdBackTx(tx, campaign, job, considered, now)
      return false
    }
    const { decision } = considered
    writeDecisionTx(tx, { campaign, job, decision, now, attemptId: null })
    changeCallJobTx(tx, job.seq, { status: 'scheduled', attempts: 0, round_id: job.round_id, next_try_at: now, last_rule: decision.rule }, now)
    return true
  }

  /**
   * Dials debtors whose moment has come, as far as lines, pace and money allow.
   * @returns whether anybody was looked at, and whether nobody more can be dialled before a call ends.
   */
  #dialDue(campaign: CampaignRow, setup: CampaignSetup, watch: Watch, now: number): { looked: boolean; full: boolean } {
    const { database, events } = this.#needs
    const lines = this.#freeLines(campaign, now)
    const pace = watch.pace.free(campaign.calls_per_second, now)
    if (Math.min(lines, pace) === 0 || !anyCallJobDue(database, campaign.id, now)) return { looked: false, full: lines === 0 }
    const money = moneyOf(database, campaign, dayOf(campaign, setup, now).from)
    const { spent } = money
    if (spent !== null) writeTx(database, (tx) => pauseForMoneyTx(tx, events, campaign, spent, now))
    const room = Math.min(lines, money.calls)
    if (room === 0) return { looked: false, full: true }
    // A real dial must outlive a power cut; a practice one need not wait for the disk.
    const inTx = campaign.simulated === 1 ? writeTx : durableTx
    const dialled = inTx(database, (tx) => {
      const ringing = ringingNumbers(database, campaign.business_id, campaign.simulated === 1)
      const most = Math.min(room, pace)
      let count = 0
      // No more are read than may be dialled; whoever is held back is not due any more, and others take the place.
      for (let looked = 0; looked < dialsPerTurn && count < most;) {
        const due = dueCallJobs(database, campaign.id, now, Math.min(most - count, dialsPerTurn - looked))
        for (const job of due) if (this.#dialOneTx(tx, campaign, setup, job, ringing, now)) count += 1
        if (due.length === 0) break
        looked += due.length
      }
      return count
    })
    for (let count = 0; count < dialled; count += 1) watch.pace.dialled(now)
    return { looked: true, full: dialled === room }
  }

  #dialOneTx(tx: Tx, campaign: CampaignRow, setup: CampaignSetup, job: CallJobRow, ringing: Set<string>, now: number): boolean {
    const considered = consider(tx.database, job, setup, now)
    if (considered.kind !== 'decided' || considered.decision.verdict !== 'dial') {
      holdBackTx(tx, campaign, job, considered, now)
      return false
    }
    const { person, decision } = considered
    const script = unlessDamaged(() => scriptFor(setup, person, campaign.time_zone, now))
    if ('kind' in script) {
      holdBackTx(tx, campaign, job, script, now)
      return false
    }
    const number = nextNumber(person, job.last_phone_tried, ringing)
    if (number === null) {
      // Somebody who shares the number is being called on it.
      changeCallJobTx(tx, job.seq, { next_try_at: now + sharedRecheckMs }, now)
      return false
    }
    if (script.missing.length > 0) {
      const names = script.missing.join(', ')
      const lacking: Decision = { verdict: 'exclude', rule: 'missing_variables', figure: names, limit: null }
      writeDecisionTx(tx, { campaign, job, decision: lacking, now, attemptId: null })
      changeCallJobTx(tx, job.seq, { status: 'suspended', next_try_at: null, last_rule: lacking.rule, last_error: `missing_variables: ${names}` }, now)
      return false
    }
    const { call, clock, events, live } = this.#needs
    const attemptId = placeAttemptTx(tx, call, { campaign, setup, job, person, number, variables: script.variables, decision, now }, clock.now())
    ringing.add(number)
    tx.afterCommit(() => {
      live.intend(attemptId)
      events.publish({ type: 'call.updated', attemptId, campaignId: campaign.id, debtorId: person.debtor.id, state: 'intended' })
    })
    return true
  }

  #freeLines(campaign: CampaignRow, now: number): number {
    const { database, lineLimit, restUntil } = this.#needs
    const simulated = campaign.simulated === 1
    if (now < restUntil(simulated)) return 0
    return Math.max(0, Math.min(campaign.concurrency - countLive(database, campaign.id), lineLimit(simulated) - countLiveOfKind(database, simulated)))
  }

  /** @param full nobody can be dialled before a call ends, and that wakes by itself. */
  #nextMoment(campaign: CampaignRow, setup: CampaignSetup, now: number, watch: Watch, full: boolean): number {
    const { database, restUntil } = this.#needs
    const next = [nextSlot(setup.policy.rounds, campaign.time_zone, now).dueAt, nextCallJobMoment(database, campaign.id, now) ?? Number.POSITIVE_INFINITY]
    const { startsAt, endsAt } = lifeOf(campaign)
    next.push(startsAt > now ? startsAt : Number.POSITIVE_INFINITY, endsAt)
    // Somebody is due already: as soon as the pace and the line's rest allow.
    if (anyCallJobDue(database, campaign.id, now)) {
      if (!full) next.push(watch.pace.next(campaign.calls_per_second))
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
