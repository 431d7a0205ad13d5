import { afterAll, describe, expect, it } from 'vitest'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import type { Database } from '../open.ts'
import { writeTx, type Tx } from '../tx.ts'
import { alertIsOpen, alertsOf, unseenAlerts } from './alerts.ts'
import { attemptByCallId, attemptById, costSince, countLive, countLiveOfKind, countTakenOn, hearWebhookTx, historyOf, lastIntentsOf, orphanedAttempts, recentDispositions, ringingNumbers, totalCost } from './call-attempts.ts'
import { anyCallJobDue, anyLeftOver, callJobById, countDueCallJobs, dueCallJobs, nextCallJobMoment, openCallJobsOfDebtor, pendingCallJobs, personIsBusy, rollOverTx } from './call-jobs.ts'
import { choosingRound, closeEarlierRoundsTx, decisionsOf, endRoundsTx, roundsOfDay } from './call-rounds.ts'
import { campaignHasOpenJobs, runningCampaigns } from './campaigns.ts'
import { debtFacts, debtorFacts, doNotCallOf, phonesOf } from './debtor-facts.ts'

const folder = testFolder()
const database = openTestDatabase(folder.path)
afterAll(() => {
  database.close()
  folder.remove()
})

/** Tables that grow with debtors and calls: none of them may be walked, whatever is asked before a dial. */
const large = /SCAN (call_jobs|call_attempts|call_decisions|call_rounds|debtors|debts|debtor_phones|do_not_call|alerts|jobs|heard_webhooks)\b(?! USING)/

/** Plans of every statement that `ask` prepares, each with its own words. */
function plansOf(ask: (tx: Tx) => unknown): { sql: string; steps: string[] }[] {
  const statements: string[] = []
  const spied: Database = { ...database, prepare: (sql) => { statements.push(sql); return database.prepare(sql) } }
  writeTx(database, (tx) => ask({ ...tx, database: spied }))
  return statements.map((sql) => {
    const values = /@\w/.test(sql) ? [Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, 1]))] : Array.from({ length: sql.split('?').length - 1 }, () => 1)
    return { sql, steps: (database.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map((step) => step.detail) }
  })
}

describe('query plans of dialling', () => {
  it.each<[string, (tx: Tx) => unknown]>([
    ['candidates of a round', ({ database: asked }) => pendingCallJobs(asked, '', 1, { priority: 0, seq: 0 }, 100)],
    ['debtors that are due', ({ database: asked }) => dueCallJobs(asked, '', 1, 20)],
    ['whether anybody is due', ({ database: asked }) => anyCallJobDue(asked, '', 1)],
    ['how many are due', ({ database: asked }) => countDueCallJobs(asked, '', 1)],
    ['the next moment', ({ database: asked }) => nextCallJobMoment(asked, '', 1)],
    ['whether a campaign goes on', ({ database: asked }) => campaignHasOpenJobs(asked, '')],
    ['campaigns that run', ({ database: asked }) => runningCampaigns(asked)],
    ['calls under way', ({ database: asked }) => [countLive(asked, ''), countLiveOfKind(asked, true), ringingNumbers(asked, '', true)]],
    ['what a person is known by', ({ database: asked }) => [
      historyOf(asked, 1), personIsBusy(asked, 1), debtorFacts(asked, 1), debtFacts(asked, 1), phonesOf(asked, 1), doNotCallOf(asked, { seq: 1, business_id: '', simulated: 0, person_key: '' }), openCallJobsOfDebtor(asked, 1),
    ]],
    ['one of them', ({ database: asked }) => [callJobById(asked, ''), attemptById(asked, ''), attemptByCallId(asked, ''), decisionsOf(asked, 1)]],
    ['money', ({ database: asked }) => [costSince(asked, '', 1), totalCost(asked, '')]],
    ['the last dials', ({ database: asked }) => lastIntentsOf(asked, '')],
    ['the circuit breaker', ({ database: asked }) => recentDispositions(asked, '', 1)],
    ["a day's share", ({ database: asked }) => countTakenOn(asked, '', '', 1, 1)],
    ['rounds', ({ database: asked }) => [roundsOfDay(asked, '', ''), choosingRound(asked, '', '')]],
    ['the end of rounds', (tx) => [endRoundsTx(tx, ''), closeEarlierRoundsTx(tx, '', ''), anyLeftOver(tx.database, '', 1), rollOverTx(tx, '', 1, 500, 1)]],
    ['attempts nobody follows', ({ database: asked }) => orphanedAttempts(asked)],
    ['alerts', ({ database: asked }) => [alertIsOpen(asked, '', true, null, 'breaker'), alertsOf(asked, '', true, 0, 10), unseenAlerts(asked, '', true)]],
    ['webhooks', (tx) => hearWebhookTx(tx, '', '', 1)],
  ])('%s are found by an index', (_, ask) => {
    const plans = plansOf(ask)
    expect(plans.length).toBeGreaterThan(0)
    for (const { sql, steps } of plans) for (const step of steps) expect([sql, step]).not.toEqual([sql, expect.stringMatching(large)])
  })

  it.each<[string, (tx: Tx) => unknown, RegExp]>([
    ['candidates', ({ database: asked }) => pendingCallJobs(asked, '', 1, { priority: 0, seq: 0 }, 100), /USING INDEX call_jobs_pending \(campaign_id=\? AND (priority=\? AND seq>|priority>)/],
    ['callbacks', ({ database: asked }) => dueCallJobs(asked, '', 1, 20), /USING INDEX call_jobs_(called_back|due) \(campaign_id=\? AND next_try_at</],
    ["those of a day's rounds", ({ database: asked }) => countTakenOn(asked, '', '', 1, 1), /USING COVERING INDEX call_jobs_round \(round_id=\?/],
    ['numbers that ring', ({ database: asked }) => ringingNumbers(asked, '', true), /USING INDEX call_attempts_open/],
    ['what all calls cost', ({ database: asked }) => totalCost(asked, ''), /^SEARCH campaign_sums USING PRIMARY KEY/],
    ['the list a person is on', ({ database: asked }) => doNotCallOf(asked, { seq: 1, business_id: '', simulated: 0, person_key: '' }), /SEARCH phone USING PRIMARY KEY \(debtor_seq=\?\); SEARCH entry USING INDEX do_not_call_subject \(business_id=\? AND simulated=\? AND scope=\? AND subject=/],
    ['money of a day', ({ database: asked }) => costSince(asked, '', 1), /USING COVERING INDEX call_attempts_campaign/],
  ])('%s come in their order without sorting or reading rows that do not count', (_, ask, expected) => {
    for (const { sql, steps } of plansOf(ask)) {
      expect([sql, steps.join('; ')]).toEqual([sql, expect.stringMatching(expected)])
      // Debtors of attempts and of rounds are put together once a round, and only that is sorted.
      expect([sql, sql.includes('UNION') || !steps.some((step) => step.includes('TEMP B-TREE'))]).toEqual([sql, true])
    }
  })
})
