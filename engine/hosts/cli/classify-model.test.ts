import { describe, expect, it } from 'vitest'
import { choiceOf, type KnownProvider } from './classify-model.ts'
import { UsageProblem } from './usage-problem.ts'

const openai: KnownProvider = { providerId: 'p1', kind: 'openai', name: 'OpenAI' }
const gemini: KnownProvider = { providerId: 'p2', kind: 'gemini', name: 'Gemini' }
const ollama: KnownProvider = { providerId: 'p3', kind: 'compatible', name: 'Taller' }
const all = [ollama, openai, gemini]

describe('--model', () => {
  it.each([
    ['a kind', 'openai', 'p1', null],
    ['a name, whatever its capitals', 'taller', 'p3', null],
    ['a provider with a model', 'gemini:gemini-2.5-flash', 'p2', 'gemini-2.5-flash'],
    ['a provider with a model that has a colon', 'Taller:llama3:8b', 'p3', 'llama3:8b'],
    ['a model by whose name its vendor is known', 'gpt-4o-mini', 'p1', 'gpt-4o-mini'],
    ['any other model, colon and all', 'llama3:8b', 'p3', 'llama3:8b'],
  ])('takes %s', (_, given, providerId, model) => expect(choiceOf(given, all)).toEqual({ mode: 'llm', providerId, model, promptVersion: null }))

  it.each([
    ['without any provider', 'openai', [], /none is set up.*OPENAI_API_KEY.*Nothing was classified/],
    ['for a vendor that is not set up', 'gemini-2.5-flash', [openai], /no gemini provider is set up. There is: OpenAI/],
    ['with nothing behind the colon', 'openai:', [openai], /behind the colon/],
  ])('is refused %s', (_, given, providers, message) => {
    expect(() => choiceOf(given, providers)).toThrow(UsageProblem)
    expect(() => choiceOf(given, providers)).toThrow(message)
  })
})
