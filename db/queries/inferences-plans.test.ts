import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../../tests/harness/test-data.ts'
import type { Database } from '../open.ts'
import { inferenceById, spentOfDay } from './inferences.ts'
import { inferenceFacets, inferencePage, inferenceSeqs, inferenceUsage, type InferenceWhere } from './inferences-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'vocero-plans-'))
const database = openTestDatabase(folder)
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

/** The steps of every statement that `ask` runs, as SQLite would take them. */
function plansOf(ask: (database: Database) => unknown): string[] {
  const statements: string[] = []
  ask({ ...database, prepare: (sql) => { statements.push(sql); return database.prepare(sql) } })
  return statements.flatMap((sql) => (database.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from({ length: sql.split('?').length - 1 }, () => 1)) as { detail: string }[]).map((step) => step.detail))
}

const filters: [string, InferenceWhere][] = [
  ['no filter', {}],
  ['every filter', { businessId: 'b', endpoints: ['a', 'b'], models: ['m'], users: ['u'], statuses: ['ok', 'error'], origins: ['provider'], from: 1, to: 2 }],
]

describe('query plans of the audit', () => {
  it.each(filters)('a page with %s is found in one index, in its order, and only its rows are read', (_, where) => {
    const plans = plansOf((asked) => inferencePage(asked, { where, offset: 0, limit: 100 }))
    expect(plans).toContain('SEARCH ai_audit_logs USING COVERING INDEX ai_audit_logs_filter (timestamp>? AND timestamp<?)')
    for (const step of plans) expect(step).not.toMatch(/SCAN (ai_audit_logs|row)|TEMP B-TREE|AUTOMATIC/)
  })

  it('words are looked for in the rows that the index leaves, newest first', () => {
    const plans = plansOf((asked) => inferencePage(asked, { where: { text: 'hello', users: ['u'] }, offset: 0, limit: 100 }))
    expect(plans).toContain('SEARCH ai_audit_logs USING COVERING INDEX ai_audit_logs_filter (timestamp>? AND timestamp<?)')
    for (const step of plans) expect(step).not.toMatch(/SCAN (ai_audit_logs|row)|TEMP B-TREE|AUTOMATIC/)
  })

  it.each(filters)('an export with %s reads one index', (_, where) => {
    for (const step of plansOf((asked) => inferenceSeqs(asked, where))) expect(step).toMatch(/COVERING INDEX ai_audit_logs_filter|SCAN \(subquery|CO-ROUTINE/)
  })

  it.each(filters)('figures of whole days with %s never touch the audit but for its failures', (_, where) => {
    const plans = plansOf((asked) => inferenceUsage(asked, { where, days: { from: '', to: '9' }, ends: [] }))
    for (const step of plans.filter((plan) => plan.includes('ai_audit_logs'))) expect(step).toMatch(/USING INDEX ai_audit_logs_failure/)
    for (const step of plans.filter((plan) => plan.includes('ai_usage_days'))) expect(step).toMatch(/^SEARCH ai_usage_days USING PRIMARY KEY \(day>\? AND day<\?\)/)
    expect(plans.join()).not.toContain('AUTOMATIC')
  })

  it('one row, and what a day has cost, are looked up', () => {
    expect(plansOf((asked) => inferenceById(asked, 'x'))).toEqual([expect.stringMatching(/^SEARCH ai_audit_logs USING INDEX ai_audit_logs_id/)])
    expect(plansOf((asked) => spentOfDay(asked, 'x'))).toEqual([expect.stringMatching(/^SEARCH ai_usage_days USING PRIMARY KEY \(day=\?\)/)])
    expect(plansOf((asked) => inferenceFacets(asked, null)).join()).not.toContain('ai_audit_logs')
  })
})
