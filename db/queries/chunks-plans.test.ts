import { afterAll, expect, it } from 'vitest'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import type { Database } from '../open.ts'
import { businessChunks, chunksAfter, chunksLetThrough, foundChunks, liveChunks } from './chunks.ts'
import { vectorsOf } from './vectors.ts'

const folder = testFolder()
const database = openTestDatabase(folder.path)
afterAll(() => {
  database.close()
  folder.remove()
})

/** The steps of every statement that `ask` runs, as SQLite would take them. */
function plansOf(ask: (database: Database) => unknown): string[] {
  const statements: string[] = []
  ask({ ...database, prepare: (sql) => { statements.push(sql); return database.prepare(sql) } })
  return statements.flatMap((sql) => (database.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from({ length: sql.split('?').length - 1 }, () => '[]')) as { detail: string }[]).map((step) => step.detail))
}

it.each<[string, (database: Database) => unknown]>([
  ['found chunks', (given) => foundChunks(given, 'b', [1], {})],
  ['chunks that a filter lets through', (given) => chunksLetThrough(given, { businessId: 'b', filter: { kinds: ['pdf'] } })],
  ['chunks of a document', (given) => liveChunks(given, 'b', 'd', 0, 10)],
  ['chunks to embed', (given) => chunksAfter(given, 1, 0, 8)],
  ['vectors of items', (given) => vectorsOf(given, 1, 'e', [1])],
])('%s are looked up one by one, beginning with what is asked', (_, ask) => {
  const steps = plansOf(ask).filter((step) => !/^SCAN (?:found|wanted|json_each)\b|LIST SUBQUERY|REUSE|BLOOM/.test(step))
  for (const step of steps) expect(step).toMatch(/^SEARCH/)
})

it('what was found is where a look-up begins', () => {
  expect(plansOf((given) => foundChunks(given, 'b', [1], {}))[0]).toMatch(/^SCAN found/)
  expect(plansOf((given) => vectorsOf(given, 1, 'e', [1]))[0]).toMatch(/^SCAN wanted/)
  expect(plansOf((given) => businessChunks(given, 'b', 0, 10)).join()).not.toMatch(/SCAN (?!CONSTANT)/)
})
