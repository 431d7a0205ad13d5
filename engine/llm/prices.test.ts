import { expect, it } from 'vitest'
import { modelPriceSchema } from '../contract/llm.ts'
import { priceOf, programPrices } from './prices.ts'

it('holds prices that can be true: kept tokens cost no more than new ones, and no name twice', () => {
  for (const price of programPrices) {
    expect(modelPriceSchema.parse(price).cachedInPerMillion).toBeLessThanOrEqual(price.inPerMillion)
  }
  expect(new Set(programPrices.map((price) => `${price.kind} ${price.model}`)).size).toBe(programPrices.length)
})

it.each([
  ['openai', 'gpt-4.1-mini', 'gpt-4.1-mini'],
  ['openai', 'gpt-4.1-mini-2025-04-14', 'gpt-4.1-mini'],
  ['openai', 'gpt-4o-2024-05-13', 'gpt-4o-2024-05-13'],
  ['openai', 'gpt-4o-2024-08-06', 'gpt-4o'],
  ['openai', 'gpt-3.5-turbo-0125', 'gpt-3.5-turbo'],
  ['gemini', 'models/gemini-2.5-flash', 'gemini-2.5-flash'],
  ['gemini', 'gemini-2.5-flash-preview-09-2025', 'gemini-2.5-flash'],
  ['gemini', 'gemini-2.0-flash-001', 'gemini-2.0-flash'],
  ['gemini', 'gemini-2.5-flash-lite', 'gemini-2.5-flash-lite'],
] as const)('finds the price of %s %s', (kind, model, name) => {
  expect(priceOf(kind, model)?.model).toBe(name)
})

it.each([
  ['openai', 'gpt-5-pro'], ['openai', 'gpt-4o-audio-preview'], ['openai', 'gpt-4o-realtime'], ['openai', 'ft:gpt-4o-mini:acme'], ['openai', 'gemini-2.5-flash'],
  ['gemini', 'gemini-2.5-flash-image'], ['gemini', 'gpt-4o'],
] as const)('guesses no price of %s %s', (kind, model) => {
  expect(priceOf(kind, model)).toBeNull()
})

it('takes nothing for models on one\'s own machine', () => {
  expect(modelPriceSchema.parse(priceOf('compatible', 'llama3.2:3b'))).toMatchObject({ model: 'llama3.2:3b', inPerMillion: 0, outPerMillion: 0 })
})
