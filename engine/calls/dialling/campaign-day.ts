import { newId } from '../../../db/id.ts'
import { countTakenOn } from '../../../db/queries/call-attempts.ts'
import { changeRoundTx, insertRoundTx, roundsOfDay, type RoundRow } from '../../../db/queries/call-rounds.ts'
import type { CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Tx } from '../../../db/tx.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { raiseAlertTx } from '../alerts.ts'
import { dayText, zoneTime } from '../zone-time.ts'
import type { CampaignSetup } from './campaign-setup.ts'
import { lateAfterMs, roundTarget, slotsOfDay } from './rounds.ts'

/**
 * Writes down today's rounds whose moment has come. One that came while the computer slept is not run late by itself: it
 * asks. Rounds of earlier days are over and are not made up for.
 */
export function openDueRoundsTx(tx: Tx, campaign: CampaignRow, setup: CampaignSetup, now: number, events: EventBus): void {
  const day = zoneTime(campaign.time_zone).dayAt(now)
  const localDate = dayText(day)
  const known = new Set(roundsOfDay(tx.database, campaign.id, localDate).map((round) => round.slot))
  for (const { slot, dueAt } of slotsOfDay(setup.policy.rounds, campaign.time_zone, day)) {
    if (dueAt > now || known.has(slot)) continue
    const missed = now - dueAt > lateAfterMs
    insertRoundTx(tx, { id: newId(), campaign_id: campaign.id, local_date: localDate, slot, due_at: dueAt, state: missed ? 'asking' : 'planned', target: 0 })
    if (missed) raiseAlertTx(tx, events, { kind: 'round_missed', businessId: campaign.business_id, simulated: campaign.simulated === 1, campaignId: campaign.id, details: { campaign: campaign.name, slot, date: localDate }, at: now })
  }
}

/** When a campaign starts or goes on, rounds of the day that are past belong to the time in which it rested. */
export function passEarlierRoundsTx(tx: Tx, campaign: CampaignRow, setup: CampaignSetup, now: number): void {
  const day = zoneTime(campaign.time_zone).dayAt(now)
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
