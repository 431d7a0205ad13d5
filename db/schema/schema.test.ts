import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, describe, expect, it } from 'vitest'
import { migrate, readMigrations } from '../migrate.ts'
import { openDatabase } from '../open.ts'
import * as actions from './actions.ts'
import * as answerCache from './answer-cache.ts'
import * as batches from './batches.ts'
import * as businesses from './businesses.ts'
import * as callCatalogue from './call-catalogue.ts'
import * as calls from './calls.ts'
import * as campaigns from './campaigns.ts'
import * as catalogue from './catalogue.ts'
import * as chat from './chat.ts'
import * as chatBench from './chat-bench.ts'
import * as classifiers from './classifiers.ts'
import * as debtors from './debtors.ts'
import * as files from './files.ts'
import * as jobs from './jobs.ts'
import * as knowledge from './knowledge.ts'
import * as languageModels from './language-models.ts'
import * as opinions from './opinions.ts'
import * as transcripts from './transcripts.ts'
import * as vectors from './vectors.ts'

const folder = mkdtempSync(join(tmpdir(), 'vocero-schema-'))
const database = openDatabase(join(folder, 'vocero.sqlite'))
migrate(database, readMigrations(fileURLToPath(new URL('../migrations', import.meta.url))), 0)
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const declared = [businesses, jobs, batches, transcripts, classifiers, debtors, callCatalogue, campaigns, calls, actions, languageModels, vectors, answerCache, opinions, catalogue, chat, chatBench, knowledge, files].flatMap((file) => Object.values(file)).filter((value) => is(value, SQLiteTable)).map((table) => getTableConfig(table))

const byColumn = (one: { from: string | undefined }, other: { from: string | undefined }) => String(one.from).localeCompare(String(other.from))

interface ColumnInfo { name: string; type: string; notnull: number; pk: number }

describe('the drizzle schema', () => {
  it('declares every table that the migrations make', () => {
    const made = database.prepare<string>(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`).pluck().all()
    expect(declared.map((table) => table.name).sort()).toEqual(made)
  })

  it.each(declared.map((table) => [table.name, table] as const))('declares %s column by column', (name, table) => {
    const made = (database.sqlite.pragma(`table_info(${name})`) as ColumnInfo[]).map(({ name, type, notnull, pk }) => ({ name, type, notNull: notnull === 1, key: pk }))
    const composite = table.primaryKeys[0]?.columns.map((column) => column.name) ?? []
    const columns = table.columns.map((column) => ({
      name: column.name, type: column.getSQLType().toUpperCase(), notNull: column.notNull, key: column.primary ? 1 : composite.indexOf(column.name) + 1,
    }))
    expect(columns).toEqual(made)
  })

  it.each(declared.map((table) => [table.name, table] as const))('declares what %s refers to', (name, table) => {
    const made = (database.sqlite.pragma(`foreign_key_list(${name})`) as { table: string; from: string; to: string; on_delete: string }[])
      .map((key) => ({ from: key.from, table: key.table, to: key.to, onDelete: key.on_delete.toLowerCase() }))
    const keys = table.foreignKeys.map((key) => {
      const { columns, foreignColumns, foreignTable } = key.reference()
      return { from: columns[0]?.name, table: getTableConfig(foreignTable).name, to: foreignColumns[0]?.name, onDelete: key.onDelete ?? 'no action' }
    })
    expect(keys.sort(byColumn)).toEqual(made.sort(byColumn))
  })
})

describe('a freshly migrated database', () => {
  // After an intended change: npx vitest run db/schema -u, and read the difference.
  it('is what snapshot.sql says', async () => {
    const statements = database
      .prepare<string>(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND NOT (type = 'table' AND (name GLOB 'transcripts_search_*' OR name GLOB 'products_search_*' OR name GLOB 'chat_messages_search_*')) ORDER BY type, name`)
      .pluck()
      .all()
    await expect(`${statements.join(';\n\n')};\n`).toMatchFileSnapshot('snapshot.sql')
  })
})
