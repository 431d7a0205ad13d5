import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { migrate, readMigrations } from '../../db/migrate.ts'
import { openDatabase, type Database } from '../../db/open.ts'
import { Classifiers } from './classifiers.ts'

const content = readFileSync(new URL('../../resources/taxonomies/default.json', import.meta.url), 'utf8')
let folder: string
let database: Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vocero-test-'))
  database = openDatabase(join(folder, 'vocero.sqlite'))
  migrate(database, readMigrations(fileURLToPath(new URL('../../db/migrations', import.meta.url))), 0)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

it('stores a taxonomy once, and a changed one as the next version', () => {
  const classifiers = new Classifiers(database, folder)
  expect(classifiers.install(content, 0)).toEqual({ version: 1, changed: true })
  expect(new Classifiers(database, folder).install(content, 1)).toEqual({ version: 1, changed: false })
  const changed = content.replace('"retail"', '"shops"')
  expect(classifiers.install(changed, 2)).toEqual({ version: 2, changed: true })
  expect(classifiers.active.taxonomy.enums[0]?.values[0]?.value).toBe('shops')
  // Going back to earlier words is no new version.
  expect(classifiers.install(content, 3)).toEqual({ version: 1, changed: true })
})

it('refuses a taxonomy with faults and keeps the one in service', () => {
  const classifiers = new Classifiers(database, folder)
  classifiers.install(content, 0)
  expect(() => classifiers.install(content.replace('"prior": 0.', '"prior": 7.'), 1)).toThrow('add up to')
  expect(new Classifiers(database, folder).active.version).toBe(1)
})

it('writes the files that threads read again when they are gone', () => {
  const classifiers = new Classifiers(database, folder)
  classifiers.install(content, 0)
  const { taxonomyFile, modelFile } = classifiers.forBusiness('b')
  expect([readFileSync(taxonomyFile, 'utf8'), modelFile]).toEqual([content, null])
  rmSync(taxonomyFile)
  classifiers.forget()
  expect(readFileSync(classifiers.forBusiness('b').taxonomyFile, 'utf8')).toBe(content)
})
