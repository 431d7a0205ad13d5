import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../db/open.ts'
import { setSettingTx } from '../../db/queries/settings.ts'
import { writeTx } from '../../db/tx.ts'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import { changePreferences, readPreferences } from './preferences.ts'

let folder: ReturnType<typeof testFolder>
let database: Database

beforeEach(() => {
  folder = testFolder()
  database = openTestDatabase(folder.path)
})
afterEach(() => {
  database.close()
  folder.remove()
})

test('begin with the system language and theme', () => {
  expect(readPreferences(database)).toEqual({ language: null, theme: 'system', railCollapsed: false, currentBusinessId: null, tables: {}, practice: true })
})

test('change one by one and outlast the program', () => {
  const tables = { 'transcripts.list': { columns: ['metOn', 'clientName'], widths: { metOn: 240 } } }
  changePreferences(database, { theme: 'dark', tables }, 1)
  expect(changePreferences(database, { language: 'es' }, 2)).toMatchObject({ theme: 'dark', language: 'es' })
  database.close()
  database = openTestDatabase(folder.path)
  expect(readPreferences(database)).toEqual({ language: 'es', theme: 'dark', railCollapsed: false, currentBusinessId: null, tables, practice: true })
})

test('written by another version of the program lose only what this one cannot read', () => {
  writeTx(database, (tx) => setSettingTx(tx, 'preferences', JSON.stringify({ theme: 'sepia', language: 'es', density: 'compact' }), 1))
  expect(readPreferences(database)).toEqual({ language: 'es', theme: 'system', railCollapsed: false, currentBusinessId: null, tables: {}, practice: true })
})
