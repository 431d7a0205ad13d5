import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate, readMigrations } from '../../../db/migrate.ts'
import { openDatabase } from '../../../db/open.ts'
import { EventBus } from '../../observe/event-bus.ts'
import { MovableClock } from '../../../tests/harness/movable-clock.ts'
import { Classifiers } from '../classifiers.ts'
import { problemsOf } from './problems.ts'
import { taxonomiesApi } from './taxonomies.api.ts'

const value = (name: string, prior: number) => ({ value: name, label: { es: name, en: name }, description: { es: name, en: name }, prior, cues: { es: [`dijo ${name}`], en: [`said ${name}`] } })
const taxonomy = (...values: string[]) => ({
  id: 'small', version: 1, name: { es: 'Pequeña', en: 'Small' }, signals: [],
  enums: [{ name: 'mood', label: { es: 'Ánimo', en: 'Mood' }, values: values.map((name) => value(name, 1 / values.length)) }],
})
const [first, second, third] = [['good', 'bad'], ['good', 'bad', 'ugly', 'fine'], ['good']].map((values) => JSON.stringify(taxonomy(...values))) as [string, string, string]

const folder = mkdtempSync(join(tmpdir(), 'vocero-taxonomies-'))
const database = openDatabase(join(folder, 'vocero.sqlite'))
migrate(database, readMigrations(fileURLToPath(new URL('../../../db/migrations', import.meta.url))), 0)
const clock = new MovableClock()
const classifiers = new Classifiers(database, folder)
const client = createRouterClient(taxonomiesApi({ database, clock, events: new EventBus('boot'), classifiers }))
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  database.sqlite.exec('DELETE FROM taxonomies; DELETE FROM taxonomy_drafts')
  classifiers.install(first, 0)
})

const inService = () => classifiers.active.taxonomy.enums[0]?.values.length

describe('a draft', () => {
  it('is kept with its faults, says where they are, and goes live without them', async () => {
    const broken = await client.saveDraft({ basedOn: 1, note: '', content: second.replace('0.25', '0.75') })
    expect(broken.problems).toEqual([{ path: 'enums.mood', message: 'priors of mood add up to 1.500, not 1' }])
    await expect(client.publishDraft({ id: broken.id })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'classification.draft_has_faults' } })

    await client.saveDraft({ id: broken.id, basedOn: 1, note: 'Two more', content: second })
    const version = await client.publishDraft({ id: broken.id })
    expect(version).toMatchObject({ version: 2, active: true, author: 'operator', note: 'Two more', enums: 1, values: 4 })
    expect([inService(), await client.drafts()]).toEqual([4, []])
  })

  it.each([
    ['that is not JSON', '{', '', /JSON/],
    ['with a cue that cannot be read', first.replace('"dijo bad"', '"dijo (bad"'), 'enums.mood.values.bad.cues.es.0', /unbalanced/],
    ['with a field that is missing', first.replace('"label":{"es":"good","en":"good"},', ''), 'enums.mood.values.good.label', /expected object/i],
  ])('%s is told so in words', (_, content, path, message) => {
    expect(problemsOf(content)).toEqual([{ path, message: expect.stringMatching(message) as string }])
  })

  it('of a version or a draft that does not exist is refused', async () => {
    await expect(client.saveDraft({ basedOn: 9, note: '', content: '' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(client.removeDraft({ id: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('what an operator put into service', () => {
  it('outlives a program with another taxonomy, which waits as a version to be taken', async () => {
    const { id } = await client.saveDraft({ basedOn: 1, note: '', content: second })
    await client.publishDraft({ id })
    expect(classifiers.install(third, 1)).toEqual({ version: 3, changed: false })
    expect(inService()).toBe(4)
    expect((await client.versions()).map(({ version, author, active }) => [version, author, active])).toEqual([[3, 'program', false], [2, 'operator', true], [1, 'program', false]])

    await client.activate({ version: 3 })
    expect(inService()).toBe(1)
    // Back with the program, its next taxonomy comes by itself.
    expect(classifiers.install(first.replace('Small', 'Smaller'), 2)).toMatchObject({ changed: true })
  })

  it('stays also when it is an older version of the program', async () => {
    classifiers.install(third, 1)
    await client.activate({ version: 1 })
    expect(classifiers.install(third, 2).changed).toBe(false)
    expect(inService()).toBe(2)
    expect(readFileSync(classifiers.taxonomyFile, 'utf8')).toBe(first)
  })
})
