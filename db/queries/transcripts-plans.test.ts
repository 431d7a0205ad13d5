import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { migrate, readMigrations } from '../migrate.ts'
import { openDatabase, type Database } from '../open.ts'
import { fullTranscriptById } from './transcripts-full.ts'
import { seqQueries } from './transcripts-filter.ts'
import { transcriptDashboard, transcriptFacets } from './transcripts-dashboard.ts'
import { transcriptPage, type TranscriptSortColumn } from './transcripts-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'vocero-plans-'))
const database = openDatabase(join(folder, 'vocero.sqlite'))
migrate(database, readMigrations(fileURLToPath(new URL('../migrations', import.meta.url))), 0)
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

/** What SQLite's virtual machine does for it, step by step: a column that is not in the index is read by `Column` after a seek to the row. */
const programOf = (sql: string) => (database.sqlite.prepare(`EXPLAIN ${sql}`).all(...Array.from({ length: sql.split('?').length - 1 }, () => 1)) as { opcode: string }[]).map((step) => step.opcode)

const planOf = (sql: string) => (database.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from({ length: sql.split('?').length - 1 }, () => 1)) as { detail: string }[]).map((step) => step.detail)

/** Every statement that `ask` prepares, in its own words. */
function statementsOf(ask: (database: Database) => unknown): string[] {
  const statements: string[] = []
  ask({ ...database, prepare: (sql) => { statements.push(sql); return database.prepare(sql) } })
  return statements.filter((sql) => sql.startsWith('SELECT') && sql.includes('FROM'))
}

describe('query plans of the lists', () => {
  const conditions = {
    ofBusiness: seqQueries.ofBusiness(''), ofBatch: seqQueries.ofBatch('', ''), ofSeller: seqQueries.ofSeller('', ''), closed: seqQueries.closed('', true),
    met: seqQueries.met('', '', ''), ofSentiment: seqQueries.ofSentiment('', ''), labelled: seqQueries.labelled('', ''), withSignal: seqQueries.withSignal(''),
    confidenceBelow: seqQueries.confidenceBelow('', 1), corrected: seqQueries.corrected(), classified: seqQueries.classified(''), outdated: seqQueries.outdated(''),
  }
  it.each(Object.entries(conditions))('%s is answered by an index alone, without reading rows or sorting', (name, query) => {
    const [step, ...others] = planOf(query.sql)
    // The primary key of a table without rowid holds everything asked for as well.
    expect(step).toMatch(name === 'withSignal' ? /^SEARCH signals_found USING PRIMARY KEY/ : /^SEARCH \w+ USING COVERING INDEX/)
    expect(others.filter((other) => !/SCALAR SUBQUERY|SCAN taxonomies|SEARCH taxonomies|SEARCH batches/.test(other))).toEqual([])
  })

  it('words are looked up in the search index', () => {
    expect(planOf(seqQueries.withText('').sql)).toEqual([expect.stringMatching(/^SCAN transcripts_search VIRTUAL TABLE INDEX/)])
  })

  it.each<TranscriptSortColumn>(['rowNumber', 'clientName', 'seller', 'metOn', 'closed', 'sentiment', 'confidence'])('the order by %s is read from an index', (column) => {
    for (const descending of [false, true]) {
      const statements = statementsOf((asked) => transcriptPage(asked, { where: { businessId: '' }, sort: { column, descending }, offset: 0, limit: 100 })).filter((sql) => sql.startsWith('SELECT seq FROM'))
      expect(statements.length).toBeGreaterThan(0)
      for (const sql of statements) {
        // An index over a generated column is never called covering; what counts is that no column of a row is read.
        expect([sql, planOf(sql)]).toEqual([sql, [expect.stringMatching(/^SEARCH transcripts USING (COVERING )?INDEX/)]])
        expect(programOf(sql)).not.toContain('Column')
      }
    }
  })

  it.each([
    ['a page', (asked: Database) => transcriptPage(asked, { where: { businessId: '' }, sort: null, offset: 0, limit: 100 })],
    ['a dashboard', (asked: Database) => transcriptDashboard(asked, { where: { businessId: '' }, crossRow: '', crossColumn: '' })],
    ['the facets', (asked: Database) => transcriptFacets(asked, '')],
    ['one transcript', (asked: Database) => fullTranscriptById(asked, '')],
  ])('%s walks no whole table and sorts nothing', (_, ask) => {
    for (const sql of statementsOf(ask)) {
      for (const step of planOf(sql)) expect([sql, step]).not.toEqual([sql, expect.stringMatching(/SCAN (transcripts|labels|results|signals_found)|TEMP B-TREE|AUTOMATIC/)])
    }
  })
})
