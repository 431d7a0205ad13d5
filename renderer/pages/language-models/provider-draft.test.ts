import { describe, expect, test } from 'vitest'
import { modelProviderDraftSchema } from '../../../engine/contract/llm.ts'
import { isBadAddress, isComplete, isLocal, startDraft, tidy } from './provider-draft.ts'

describe('a new provider', () => {
  test('of a vendor, or of a program with its usual model, can be saved as it comes', () => {
    for (const preset of ['openai', 'gemini', 'ollama'] as const) expect(modelProviderDraftSchema.safeParse(tidy(startDraft(preset))).success).toBe(true)
  })

  test('is complete when the engine would take it: with a name, a model, and an address where the kind has none of its own', () => {
    for (const preset of ['openai', 'gemini', 'ollama'] as const) expect(isComplete(startDraft(preset))).toBe(true)
    const other = { ...startDraft('other'), name: 'Mine', textModel: 'some-model', baseUrl: 'https://models.example.com/v1' }
    expect(isComplete(other)).toBe(true)
    for (const lacking of [{ name: ' ' }, { textModel: '' }, { baseUrl: '' }, { baseUrl: 'models.example.com' }]) expect(isComplete({ ...other, ...lacking })).toBe(false)
    expect(isComplete({ ...startDraft('openai'), baseUrl: '' })).toBe(true)
  })

  test('leaves out what was emptied', () => {
    expect(tidy({ ...startDraft('openai'), embeddingModel: ' ', baseUrl: '' })).toMatchObject({ embeddingModel: null, baseUrl: null })
  })
})

test('an address is one of the web, and known to be of this machine', () => {
  expect([null, '', 'https://api.example.com/v1'].map(isBadAddress)).toEqual([false, false, false])
  expect(['localhost:11434', 'ftp://example.com', 'models'].map(isBadAddress)).toEqual([true, true, true])
  expect(['http://localhost:11434/v1', 'http://127.0.0.1:8000', 'http://[::1]:1234'].map(isLocal)).toEqual([true, true, true])
  expect([null, 'https://localhost.example.com', 'http://192.168.0.9:8000'].map(isLocal)).toEqual([false, false, false])
})
