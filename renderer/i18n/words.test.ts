import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { cacheGuards, fileKinds, fileStates, fileStores, languages, modelFailures, storeFailures } from '../../db/values.ts'
import { checkNames } from '../../engine/contract/system.ts'
import { i18n, startTranslations } from './index.ts'

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} })
  await startTranslations('es')
})
afterAll(() => { vi.unstubAllGlobals() })

/**
 * The reasons the engine gives: `area.what`, where something is refused, thrown, returned or left as the error of a
 * job. Names of jobs, reads and events look alike, but stand elsewhere; rows of a file are told by the engine itself.
 */
function engineReasons(): string[] {
  const places = /(?:\b(?:reason|error|problem)\s*[:=]\s*|\b\w*Problem\((?:'[A-Z_]+', )?|\breturn |\? |\bretry\()['`]([a-z_]+\.[a-z_.]*[a-z])(?=['` ])/g
  const sources = import.meta.glob<string>(['../../engine/**/*.ts', '!**/*.test.ts'], { query: '?raw', import: 'default', eager: true })
  const found = Object.values(sources).flatMap(source => [...source.matchAll(places)].map(match => match[1] ?? ''))
  return [...new Set(found)].filter(reason => !reason.includes('.row_')).toSorted()
}

/** The variables of every text of a language, by its key. */
function variablesOf(texts: unknown, path = ''): [string, string][] {
  if (typeof texts === 'string') return [[path, [...new Set([...texts.matchAll(/\{\{\s*(\w+)/g)].map(match => match[1]))].toSorted().join(' ')]]
  return Object.entries(texts ?? {}).flatMap(([key, value]) => variablesOf(value, path === '' ? key : `${path}.${key}`))
}

test.each(languages)('no area takes the words of another, in %s', language => {
  const areas = Object.entries(import.meta.glob<Partial<Record<typeof language, object>>>(['./*.ts', '!**/*.test.ts'], { eager: true }))
  const keys = areas.flatMap(([file, area]) => Object.keys(area[language] ?? {}).map(key => [key, file] as const))
  expect(keys.length).toBeGreaterThan(20)
  expect(keys.filter(([key, file]) => keys.some(([other, where]) => other === key && where !== file))).toEqual([])
})

test.each(languages)('whatever the engine refuses or fails with has words, in %s', language => {
  const reasons = engineReasons()
  // Or the places above no longer find what the engine says.
  expect(reasons).toEqual(expect.arrayContaining(['watched.folder_missing', 'classification.ground_changed', 'llm.problem.chain_changed', 'jobs.engine_ended']))
  expect(reasons.filter(reason => ![`reasons.${reason}`, reason].some(key => i18n.exists(key, { lng: language, fallbackLng: [] })))).toEqual([])
})

test.each(languages)('failures of models and stores, guards of the cache and checks of the engine have words, in %s', language => {
  const keys = [
    ...modelFailures.flatMap(failure => [`modelFailure.${failure}.title`, `modelFailure.${failure}.todo`]),
    ...cacheGuards.flatMap(guard => [`usage.cache.guards.${guard}`, `usage.cache.guardHints.${guard}`]),
    ...checkNames.map(name => `checks.${name}`),
    ...storeFailures.map(failure => `files.failure.${failure}`),
    ...fileKinds.map(kind => `files.kind.${kind}`), ...fileStores.map(store => `files.store.${store}`), ...fileStates.map(state => `files.state.${state}`),
  ]
  expect(keys.filter(key => !i18n.exists(key, { lng: language, fallbackLng: [] }))).toEqual([])
})

test.each(languages)('every kind of job has a name, in %s', language => {
  const sources = import.meta.glob<string>('../../engine/**/*.ts', { query: '?raw', import: 'default', eager: true })
  const kinds = Object.entries(sources).filter(([file]) => !file.endsWith('.test.ts')).flatMap(([, source]) => [...source.matchAll(/\bkind: '([a-z]+\.[a-z_]+)'/g)].map(match => match[1] ?? ''))
  expect(kinds).toEqual(expect.arrayContaining(['chat.reply', 'llm.prune_audit']))
  expect(kinds.filter(kind => !i18n.exists(`jobs.kinds.${kind.replace('.', '_')}`, { lng: language, fallbackLng: [] }))).toEqual([])
})

test('a text has the same variables in both languages', () => {
  const english = new Map(variablesOf(i18n.getResourceBundle('en', 'translation')))
  const different = variablesOf(i18n.getResourceBundle('es', 'translation')).filter(([key, variables]) => english.get(key) !== variables)
  expect(different.map(([key, variables]) => `${key}: ${variables} / ${english.get(key)}`)).toEqual([])
})
