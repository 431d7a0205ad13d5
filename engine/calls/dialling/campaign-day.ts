import { newId } from '../../../db/id.ts'
import { countTakenOn } from '../../../db/queries/call-attempts.ts'
import { changeRoundTx, closeEarlierRoundsTx, insertRoundTx, roundsOfDay, type RoundRow } from '../../../db/queries/call-rounds.ts'
import type { CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Tx } from '../../../db/tx.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { raiseAlertTx } from '../alerts.ts'
import { nextAllOpen } from '../open-hours.ts'
import { dayText, parseDay, zoneTime } from '../zone-time.ts'
import type { CampaignSetup } from './campaign-setup.ts'
import { roundTarget, slotsOfDay } from './rounds.ts'

/**
 * Writes down today's rounds whose moment has come. One that came while the computer slept is not run late by itself: it
 * asks. Rounds of earlier days are over and are not made up for; on a day on which nobody may be called there are none.
 * @param lateAfter how late a round may begin, milliseconds of the campaign's clock.
 */
export function openDueRoundsTx(tx: Tx, campaign: CampaignRow, setup: CampaignSetup, now: number, lateAfter: number, events: EventBus): void {
  const day = zoneTime(campaign.time_zone).dayAt(now)
  const localDate = dayText(day)
  const known = new Map(roundsOfDay(tx.database, campaign.id, localDate).map((round) => [round.slot, round]))
  if (known.size === 0) closeEarlierRoundsTx(tx, campaign.id, localDate)
  for (const { slot, dueAt } of slotsOfDay(setup.policy.rounds, campaign.time_zone, day)) {
    if (dueAt > now || known.has(slot)) continue
    const closed = isClosed(campaign, setup, day)
    const missed = !closed && now - dueAt > lateAfter
    insertRoundTx(tx, { id: newId(), campaign_id: campaign.id, local_date: localDate, slot, due_at: dueAt, state: closed ? 'skipped' : missed ? 'asking' : 'planned', target: 0 })
    if (missed) missedTx(tx, campaign, slot, localDate, now, events)
  }
  for (const round of known.values()) if (round.state === 'planned' && now - (round.decided_at ?? round.due_at) > lateAfter) interruptedTx(tx, campaign, round, now, events)
}

/** A round that was to choose when the engine ended asks; one that had begun is over with those it chose, its share left to the next. */
function interruptedTx(tx: Tx, campaign: CampaignRow, round: RoundRow, now: number, events: EventBus): void {
  const begun = round.target > 0
  changeRoundTx(tx, round.id, { state: begun ? 'running' : 'asking', decided_at: begun ? now : null })
  if (!begun) missedTx(tx, campaign, round.slot, round.local_date, now, events)
}

function missedTx(tx: Tx, campaign: CampaignRow, slot: string, date: string, now: number, events: EventBus): void {
  raiseAlertTx(tx, events, { kind: 'round_missed', businessId: campaign.business_id, simulated: campaign.simulated === 1, campaignId: campaign.id, details: { campaign: campaign.name, slot, date }, at: now })
}

/** Whether the policy opens at no moment of a day: everybody would be looked at for nothing. */
function isClosed(campaign: CampaignRow, setup: CampaignSetup, day: number): boolean {
  const time = zoneTime(campaign.time_zone)
  const opening = nextAllOpen(setup.policy, time, time.momentOf(day))
  return opening === null || opening >= time.momentOf(day + 1)
}

/** When a campaign starts or goes on, rounds of the day that are past belong to the time in which it rested. */
export function passEarlierRoundsTx(tx: Tx, campaign: CampaignRow, setup: CampaignSetup, now: number): void {
  const day = zoneTime(campaign.time_zone).dayAt(now)
  closeEarlierRoundsTx(tx, campaign.id, dayText(day))
  for (const { slot, dueAt } of slotsOfDay(setup.policy.rounds, campaign.time_zone, day)) {
    if (dueAt > now) continue
    insertRoundTx(tx, { id: newId(), campaign_id: campaign.id, local_date: dayText(day), slot, due_at: dueAt, state: 'skipped', target: 0 })
  }
}

/** Fixes how many debtors a round chooses, when it begins. */
export function beginRoundTx(tx: Tx, campaign: CampaignRow, setup: CampaignSetup, round: RoundRow, now: number): number {
  const { from, to, slotsAhead } = dayOf(campaign, setup, round.due_at)
  const target = roundTarget({
    debtorsPerDay: setup.policy.debtorsPerDay,
    taken: countTakenOn(tx.database, campaign.id, round.local_date, from, to),
    roundsLeft: 1 + slotsAhead(now),
  })
  changeRoundTx(tx, round.id, { target })
  return target
}

/** A round outside the plan, when a person wants one now. */
export function addRoundTx(tx: Tx, campaign: CampaignRow, now: number): boolean {
  const time = zoneTime(campaign.time_zone)
  const slot = new Date(now + time.offsetAt(now)).toISOString().slice(11, 16)
  return insertRoundTx(tx, { id: newId(), campaign_id: campaign.id, local_date: dayText(time.dayAt(now)), slot, due_at: now, state: 'planned', target: 0 })
}

/** The local day of a moment: its bounds, and how many of its planned rounds are still ahead. */
export function dayOf(campaign: CampaignRow, setup: CampaignSetup, at: number) {
  const time = zoneTime(campaign.time_zone)
  const day = time.dayAt(at)
  return {
    from: time.momentOf(day),
    to: time.momentOf(day + 1),
    localDate: dayText(day),
    slotsAhead: (now: number) => slotsOfDay(setup.policy.rounds, campaign.time_zone, day).filter(({ dueAt }) => dueAt > now).length,
  }
}

/** First and last moment of a campaign's life; the last day belongs to it. */
export function lifeOf(campaign: CampaignRow): { startsAt: number; endsAt: number } {
  const time = zoneTime(campaign.time_zone)
  const start = campaign.starts_on === null ? null : parseDay(campaign.starts_on)
  const end = campaign.ends_on === null ? null : parseDay(campaign.ends_on)
  return { startsAt: start === null ? 0 : time.momentOf(start), endsAt: end === null ? Number.POSITIVE_INFINITY : time.momentOf(end + 1) }
}
