import { floorAlerts } from '../../../db/queries/alerts.ts'
import { countLiveOfKind, countTakenOn } from '../../../db/queries/call-attempts.ts'
import { countDueCallJobs } from '../../../db/queries/call-jobs.ts'
import { toldRoundState } from '../../../db/queries/call-rounds.ts'
import { listedAttempts } from '../../../db/queries/call-list.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { calledOnDay, countDialled, countKeptOnDay, dayFigures, floorCampaigns, hourFigures, openAttemptSeqs, openRounds, promisesOfDay, type CampaignDay, type FloorCampaignRow } from '../../../db/queries/floor.ts'
import type { Database } from '../../../db/open.ts'
import type { Floor } from '../../contract/calls.ts'
import type { Clock } from '../../observe/clock.ts'
import { dayOf } from '../dialling/campaign-day.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import { nextSlot, roundTarget } from '../dialling/rounds.ts'
import { dayText, zoneTime } from '../zone-time.ts'
import { alertOf, attemptRowOf, centsOf } from './call-rows.ts'

export interface FloorNeeds {
  readonly database: Database
  readonly setups: CampaignSetups
  clockOf(simulated: boolean): Clock
  lineLimit(simulated: boolean): number
}

export interface FloorChoice { readonly businessId: string; readonly simulated: boolean; readonly campaignId?: string | undefined }

const hourMs = 3_600_000
const alertsShown = 20

/**
 * What happens on the floor now. Every campaign's day is the local day of its zone at its own clock's time; what figures mean
 * stands in db/queries/reports-figures.ts. Takes a few milliseconds whatever the length of the history, because all of it is
 * counted in indexes.
 */
export function floorOf(needs: FloorNeeds, { businessId, simulated, campaignId }: FloorChoice): Floor {
  const { database } = needs
  const now = needs.clockOf(simulated).now()
  const campaigns = floorCampaigns(database, businessId, simulated, campaignId ?? null)
  const days = campaigns.map((campaign) => todayOf(campaign, now))
  const ids = campaigns.map((campaign) => campaign.id)
  const figures = dayFigures(database, days)
  const promised = promisesOfDay(database, days)
  const open = openAttemptSeqs(database, ids)
  const active = campaigns.filter((campaign) => campaign.state === 'running' || campaign.state === 'paused')
  return {
    simulated,
    now,
    live: listedAttempts(database, open.live).map(attemptRowOf),
    queued: active.reduce((sum, campaign) => sum + (campaign.state === 'running' ? countDueCallJobs(database, campaign.id, now) : 0), 0),
    lines: { used: countLiveOfKind(database, simulated), limit: needs.lineLimit(simulated) },
    nextRounds: active.flatMap((campaign) => roundsOf(needs, campaign, now)).toSorted((one, other) => one.dueAt - other.dueAt),
    caps: capsOf(needs, active, now),
    today: {
      attempts: figures.attempts, answered: figures.answered, contacts: figures.contacts, successes: figures.successes,
      promises: promised.reduce((sum, each) => sum + each.count, 0),
      promisedAmounts: promised.map(({ currency, amount_minor }) => ({ minor: amount_minor, currency })),
      keptPromises: countKeptOnDay(database, days),
      costCents: centsOf(figures.cost_millicents),
      callsLastHour: countDialled(database, ids, now - hourMs, now + 1),
    },
    perHour: everyHour(hourFigures(database, days), now),
    needsReview: open.needsReview,
    alerts: floorAlerts(database, businessId, simulated, campaignId ?? null, alertsShown).map(alertOf),
  }
}

function todayOf(campaign: FloorCampaignRow, now: number): CampaignDay {
  const time = zoneTime(campaign.time_zone)
  const day = time.dayAt(now)
  return { id: campaign.id, from: time.momentOf(day), to: time.momentOf(day + 1) }
}

/** Rounds that choose, call or ask today, and the next one of the plan where the campaign runs. */
function roundsOf({ database, setups }: FloorNeeds, row: FloorCampaignRow, now: number): Floor['nextRounds'] {
  const campaign = campaignById(database, row.id)
  if (campaign === null) return []
  const setup = setups.of(campaign)
  const known = { campaignId: row.id, campaignName: row.name, timeZone: row.time_zone }
  const localDate = dayText(zoneTime(row.time_zone).dayAt(now))
  const open = openRounds(database, row.id, localDate).map((round) => ({
    ...known, roundId: round.id, localDate: round.local_date, slot: round.slot, dueAt: round.due_at, target: round.target, state: toldRoundState(database, round, now),
  }))
  if (row.state !== 'running') return open
  const { slot, day, dueAt } = nextSlot(setup.policy.rounds, row.time_zone, now)
  const { from, to, localDate: itsDate, slotsAhead } = dayOf(campaign, setup, dueAt)
  const target = roundTarget({ debtorsPerDay: setup.policy.debtorsPerDay, taken: countTakenOn(database, row.id, itsDate, from, to), roundsLeft: 1 + slotsAhead(dueAt) })
  return [...open, { ...known, roundId: null, localDate: dayText(day), slot, dueAt, target, state: 'planned' as const }]
}

function capsOf({ database, setups }: FloorNeeds, active: readonly FloorCampaignRow[], now: number): Floor['caps'] {
  const called = new Map(calledOnDay(database, active.map((campaign) => todayOf(campaign, now))).map((row) => [row.id, row]))
  return active.flatMap(({ id, name }) => {
    const campaign = campaignById(database, id)
    if (campaign === null) return []
    const { debtors = 0, attempts = 0 } = called.get(id) ?? {}
    return [{ campaignId: id, campaignName: name, calledToday: debtors, limitToday: setups.of(campaign).policy.debtorsPerDay, attemptsToday: attempts }]
  })
}

/** Fills the hours in which nobody was called, from the first call of the day until now, so that a line of them is true. */
function everyHour(figures: ReturnType<typeof hourFigures>, now: number): Floor['perHour'] {
  const first = figures[0]?.hour
  if (first === undefined) return []
  const byHour = new Map(figures.map((each) => [each.hour, each]))
  const hours = Math.floor((now - first) / hourMs) + 1
  return Array.from({ length: Math.max(hours, 1) }, (_, index) => {
    const hour = first + index * hourMs
    const { attempts = 0, contacts = 0 } = byHour.get(hour) ?? {}
    return { hour, attempts, contacts }
  })
}
