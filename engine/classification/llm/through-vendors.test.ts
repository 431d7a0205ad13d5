import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { serveGemini } from '../../../tests/fakes/gemini-server.ts'
import { serveOpenAi } from '../../../tests/fakes/openai-server.ts'
import { plausibleAnswers } from '../../../tests/fakes/plausible.ts'
import { withoutModels } from '../../llm/without-models.ts'
import { openProvider } from '../../llm/providers/open-provider.ts'
import type { ModelLayer, ModelRequest } from '../../llm/ports.ts'
import { parseTaxonomy } from '../taxonomy.ts'
import { fitConfidence } from './confidence.ts'
import { llmJudge } from './judge.ts'
import { readPrompts } from './prompts.ts'

const taxonomy = parseTaxonomy(JSON.parse(readFileSync('resources/taxonomies/default.json', 'utf8')))
const [openAi, gemini] = await Promise.all([serveOpenAi(), serveGemini()])
afterAll(() => Promise.all([openAi.close(), gemini.close()]))

/** A provider without anything in between: what is tested is that every vendor takes the schema and fills it. */
function throughProvider(kind: 'openai' | 'gemini' | 'compatible', address: string, model: string): ModelLayer {
  const provider = openProvider({ kind, baseUrl: address, apiKey: 'test-key' })
  return {
    ...withoutModels(),
    async ask<Value>(request: ModelRequest<Value>) {
      const { system, messages, temperature = 0, maxTokens = 1_000, output, signal = new AbortController().signal } = request
      const answer = await provider.complete({ model, system, messages, temperature, maxTokens, ...(output === undefined ? {} : { output }) }, signal)
      return {
        ...answer, value: output?.parse(JSON.parse(answer.text)) ?? null, usage: answer.usage ?? { in: 0, out: 0, cachedIn: 0 }, costNanoUsd: 1, responseTimeMs: 1, providerId: kind, model,
        origin: 'provider' as const, fellBackFrom: [], auditId: 'audit',
      }
    },
  }
}

describe.each([
  ['openai', openAi, 'gpt-4.1-mini'],
  ['gemini', gemini, 'gemini-2.5-flash'],
  ['compatible', openAi, 'gpt-4.1-mini'],
] as const)('a question to %s', (kind, vendor, model) => {
  it('carries the whole taxonomy as its schema, and comes back with one of its values for everything', async () => {
    vendor.otherwise(plausibleAnswers)
    const judge = llmJudge({ models: throughProvider(kind, vendor.address, model), prompts: readPrompts('resources'), now: () => 0 }, {
      choice: { mode: 'llm', providerId: null, model: null, promptVersion: null }, taxonomy, taxonomyVersion: 1, asker: { endpoint: 'test', businessId: null, userId: 'job' }, scaleOf: () => fitConfidence([]),
    })
    const judged = await judge.judge('Somos una clínica dental de Santiago.', new AbortController().signal)
    if (!('judgement' in judged)) throw new Error(JSON.stringify(judged))
    const { labels, signals, summary } = judged.judgement.result
    expect(labels.length).toBe(taxonomy.enums.length * 2)
    for (const [index, one] of taxonomy.enums.entries()) {
      const place = labels.indexOf(one.name)
      expect(place % 2, `${index}`).toBe(0)
      expect(one.values.map((value) => value.value)).toContain(labels[place + 1])
    }
    expect(Object.keys(JSON.parse(signals) as object)).toEqual(expect.arrayContaining(taxonomy.signals.map((one) => one.name)))
    expect(summary).not.toBe('')
  })
})
