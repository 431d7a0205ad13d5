import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cacheGuards, languages } from '../../../db/values.ts'
import { differentQuestions, sameQuestions } from '../../../tests/fixtures/question-pairs.ts'
import { dot } from '../../knowledge/embedders/embedder.ts'
import { loadOfflineEmbedder } from '../../knowledge/embedders/offline.ts'
import { parseSynonyms } from '../../knowledge/language/synonyms.ts'
import { guardAgainst } from './guards.ts'
import { readQuestion } from './question.ts'
import { defaultSetting } from './settings.ts'

const resources = join(import.meta.dirname, '../../../resources')
const synonyms = parseSynonyms(JSON.parse(readFileSync(join(resources, 'knowledge', 'synonyms.json'), 'utf8')))
const { embedOne } = loadOfflineEmbedder(resources)
const guard = (one: string, other: string, names: readonly string[] = []) => guardAgainst(readQuestion(one), readQuestion(other), { synonyms, names })
const pairs = languages.flatMap((language) => cacheGuards.flatMap((name) => (differentQuestions[language][name] ?? []).map(([one, other]) => ({ language, name, one, other }))))

describe('questions that need different answers', () => {
  // Asserted without the threshold: other embedders may find all of them near.
  it.each(pairs)('are held back whichever is asked first: $one / $other', ({ one, other }) => {
    expect([guard(one, other), guard(other, one)]).toEqual([expect.any(String), expect.any(String)])
  })

  it('are told apart by the guard that a person would name, mostly', () => {
    const fitting = pairs.filter(({ name, one, other }) => guard(one, other) === name)
    expect(fitting.length / pairs.length).toBeGreaterThan(0.8)
  })

  it('hold back by the names of products that only the caller knows', () => {
    expect(guard('¿Tienen el modelo delta?', '¿Tienen el modelo delta?', ['modelo delta'])).toBeNull()
    expect(guard('precio de la linterna frontal', 'precio de la linterna', ['Linterna Frontal'])).toBe('products')
  })
})

describe('questions that one answer serves', () => {
  it.each(languages.flatMap((language) => sameQuestions[language]))('pass every guard: %s / %s', (one, other) => {
    expect([guard(one, other), guard(other, one)]).toEqual([null, null])
  })

  it('are near enough for the default threshold, mostly', () => {
    const all = languages.flatMap((language) => sameQuestions[language])
    const near = all.filter(([one, other]) => dot(embedOne(one), embedOne(other)) >= defaultSetting.threshold)
    expect(near.length / all.length).toBeGreaterThan(0.6)
  })
})

it('says different of the languages themselves', () => {
  expect(guard('precio casco total de la compra', 'total price of the casco')).toBe('question')
})
