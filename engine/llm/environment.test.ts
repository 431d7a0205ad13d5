import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLlmRig } from '../../tests/harness/llm-rig.ts'
import { testFolder } from '../../tests/harness/test-data.ts'
import { fileSecrets } from '../settings/index.ts'
import type { OpenProvider } from './chain.ts'
import { environmentProviders } from './environment.ts'
import { ModelFailure } from './ports.ts'

let folder: ReturnType<typeof testFolder>
beforeEach(() => { folder = testFolder() })
afterEach(() => folder.remove())

const hello = { asker: { endpoint: 'test', businessId: null, userId: 'job' }, system: '', messages: [{ role: 'user' as const, content: 'Hello' }] }

test('variables make providers that nobody has to set up, with their own key, address and model', async () => {
  const environment = { OPENAI_API_KEY: 'sk-from-environment', OPENAI_MODEL: 'gpt-4.1', GEMINI_API_KEY: 'gemini-from-environment' }
  const opened: Parameters<OpenProvider>[0][] = []
  const rig = await openLlmRig({ rows: [], needs: { environment, secrets: fileSecrets(folder.path, environment), openProvider: (setting) => { opened.push(setting); throw new ModelFailure('bad_request', 'asked too much') } } })
  expect(rig.layer.available()).toBe(true)
  await rig.layer.ask(hello).catch(() => {})
  expect(opened).toContainEqual({ kind: 'openai', baseUrl: null, apiKey: 'sk-from-environment' })
  expect(opened).toContainEqual({ kind: 'gemini', baseUrl: null, apiKey: 'gemini-from-environment' })
  expect(JSON.parse(rig.audit()[0]?.fell_back_from ?? '')).toMatchObject([{ providerId: 'environment-openai', model: 'gpt-4.1' }])
  rig.close()
})

test('another address is another vendor, whose prices are not OpenAI\'s', () => {
  expect(environmentProviders({ OPENAI_API_KEY: 'x', OPENAI_BASE_URL: 'http://localhost:11434/v1' })).toMatchObject([{ kind: 'compatible', name: 'localhost:11434', baseUrl: 'http://localhost:11434/v1' }])
  expect(environmentProviders({ OPENAI_API_KEY: 'x', OPENAI_BASE_URL: 'https://api.openai.com/v1' })).toMatchObject([{ kind: 'openai' }])
  expect(environmentProviders({ OPENAI_API_KEY: '', GOOGLE_API_KEY: 'y' })).toMatchObject([{ kind: 'gemini', model: null }])
})
