import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PromiseRow } from '../../../db/queries/promises.ts'
import type { AttemptRow } from '../../../db/queries/call-attempts.ts'
import { reportFigures, type ReportKey } from '../../../db/queries/reports.ts'
import { conversationOutcomes, dispositionGroups, promiseStates, type PromiseState } from '../../../db/values.ts'
import { openCallsFixture, thursdayNoon, type CallsFixture } from '../../../tests/fixtures/calls.ts'
import { drawsOf } from '../practice-line/random.ts'
import { reportParts } from './reports.ts'

let calls: CallsFixture
interface Written { attempt: AttemptRow; promise: PromiseRow | null; region: string | null }
const written: Written[] = []
const campaigns: string[] = []

beforeAll(() => {
  calls = openCallsFixture()
  const { next: random, pick } = drawsOf('reports')
  campaigns.push(calls.campaign({ campaign: { name: 'Norte' } }), calls.campaign({ campaign: { name: 'Sur' } }), calls.campaign({ campaign: { simulated: 0 } }))
  for (let count = 0; count < 600; count++) {
    const region = pick(['Maule', 'Biobío', null])
    const disposition = pick([...dispositionGroups, null])
    const outcome = disposition === 'conversation' ? pick([...conversationOutcomes, null]) : null
    const attempt = calls.attempt(pick(campaigns), thursdayNoon - Math.floor(random() * 12 * 86_400_000), {
      state: pick(['ended', 'ended', 'ended', 'live', 'not_placed', 'needs_review']), disposition, outcome, contact: Number(outcome !== null && random() < 0.7),
      call_successful: pick([0, 1, null]), cost_millicents: pick([null, 13_933, 250]),
    }, { region })
    const promise = outcome !== null && random() < 0.4 ? calls.promise(attempt, { state: pick<PromiseState>(promiseStates) }) : null
    written.push({ attempt, promise, region })
  }
})
afterAll(() => calls.close())

const choice = { from: '2026-03-03', to: '2026-03-10' }

/** The figures once more, row by row and from their words. */
function byHand(rows: readonly Written[]) {
  const count = (fits: (row: Written) => boolean) => rows.filter(fits).length
  return {
    attempts: rows.length,
    answered: count(({ attempt }) => attempt.disposition === 'conversation'),
    contacts: count(({ attempt }) => attempt.contact === 1),
    successes: count(({ attempt, promise }) => {
      if (promise !== null) return ['open', 'partial', 'kept'].includes(promise.state)
      return attempt.contact === 1 && attempt.call_successful === 1 && attempt.outcome !== null && !['promise', 'refusal', 'opt_out'].includes(attempt.outcome)
    }),
    promises: count(({ promise }) => promise !== null && promise.state !== 'cancelled' && promise.state !== 'review'),
    kept: count(({ promise }) => promise?.state === 'kept'),
    cost_millicents: rows.reduce((sum, { attempt }) => sum + (attempt.cost_millicents ?? 0), 0),
  }
}

const keyOf: Record<ReportKey, (row: Written) => string> = {
  hour: ({ attempt }) => String(attempt.local_hour).padStart(2, '0'),
  weekday: ({ attempt }) => String(new Date(`${attempt.local_date}T12:00:00Z`).getUTCDay() || 7),
  region: ({ region }) => region ?? '',
  day: ({ attempt }) => attempt.local_date,
  campaign: ({ attempt }) => attempt.campaign_id,
  disposition: ({ attempt }) => attempt.disposition ?? '',
  outcome: ({ attempt }) => attempt.outcome ?? '',
}

describe('reports', () => {
  it.each(Object.keys(keyOf) as ReportKey[])('by %s count exactly what a count by hand finds', (by) => {
    const inside = written.filter(({ attempt }) => attempt.simulated === 1 && attempt.state !== 'not_placed' && attempt.local_date >= choice.from && attempt.local_date <= choice.to)
    const groups = Map.groupBy(inside, keyOf[by])
    const expected = [...groups].map(([key, rows]) => ({ key, name: null, ...byHand(rows) })).toSorted((one, other) => (one.key < other.key ? -1 : 1))
    const counted = reportFigures(calls.database, { businessId: calls.businessId, simulated: true, ...choice, by })
    expect(counted.map((figures) => ({ ...figures, name: null }))).toEqual(expected)
    expect(counted.length).toBeGreaterThan(1)
  })

  it('may be of one campaign, and keep real calls apart', () => {
    const [one = '', , real = ''] = campaigns
    const sum = (simulated: boolean, campaignId?: string) => reportFigures(calls.database, { businessId: calls.businessId, simulated, campaignId, ...choice, by: 'campaign' })
    expect(sum(true, one).map(({ key, name }) => [key, name])).toEqual([[one, 'Norte']])
    expect(sum(true, real)).toEqual([])
    expect(sum(false).map(({ key }) => key)).toEqual([real])
  })

  it('are written as a table a spreadsheet opens', async () => {
    const reader = { run: async () => [{ key: 'c1', name: '=Norte', attempts: 8, answered: 4, contacts: 2, successes: 1, promises: 1, kept: 0, cost_millicents: 12_500 }] }
    const parts: string[] = []
    for await (const part of reportParts(reader as never, { businessId: '', simulated: true, ...choice, by: 'campaign' }, 'es')) parts.push(part)
    const [head = '', line = ''] = parts.join('').split('\r\n')
    expect(head).toBe('\ufeffcampaign;campaign_id;attempts;answered;answer_rate;contacts;successes;success_rate;promises;kept_promises;cost_cents;cost_cents_per_kept_promise')
    expect(line).toBe("'=Norte;c1;8;4;0,5;2;1;0,5;1;0;12,5;")
  })
})
