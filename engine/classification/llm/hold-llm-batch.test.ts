import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveOpenAi } from '../../../tests/fakes/openai-server.ts'
import { plausibleAnswers } from '../../../tests/fakes/plausible.ts'
import type { FakeVendor } from '../../../tests/fakes/vendor-server.ts'
import { meetingsCsv, openTestEngine, type TestEngine } from '../../../tests/support/engine.ts'
import { transcriptsPerLlmJob } from './classify-llm.job.ts'

/** Questions that the provider takes at once. */
const concurrency = 4
let fake: FakeVendor
let test: TestEngine
beforeAll(async () => {
  fake = await serveOpenAi()
  test = await openTestEngine(undefined, { slots: { interactive: 1, bulk: 2, background: 1, models: 1 } })
  await test.client.llm.saveProvider({
    kind: 'compatible', name: 'Fake', baseUrl: fake.address, textModel: 'gpt-4.1-mini', embeddingModel: null, transcriptionModel: null, enabled: true,
    limits: { requestsPerMinute: 10_000, tokensPerMinute: 10_000_000, concurrency },
  })
  await test.client.opinions.setChoice({ businessId: test.businessId, choice: { mode: 'llm', providerId: null, model: null, promptVersion: null } })
})
afterAll(async () => {
  await test.close()
  await fake.close()
})

const meetings = (about: string, count: number) => meetingsCsv(Array.from({ length: count }, (_, index) => `Reunión ${index} sobre ${about}, en una clínica que quiere responder antes.`))

it('cancelling a batch closes its requests on the wire and sends no more', async () => {
  fake.otherwise(() => ({ silence: 'hangs' }))
  const before = fake.requests.length
  const { id } = await test.start(meetings('lo que se cancela', 20))
  await fake.arrived(before + concurrency)
  await test.client.batches.cancel({ batchId: id })
  await Promise.all(fake.requests.slice(before).map((request) => request.abandoned))
  expect(await test.settled(id)).toMatchObject({ state: 'cancelled', progress: { llm: { judged: 0, fellBack: 0 } } })
  expect(fake.requests.length).toBe(before + concurrency)
  expect(test.count(`SELECT count(*) FROM ai_audit_logs WHERE status = 'cancelled' AND attempts = 1`)).toBe(concurrency)
  expect(test.count('SELECT count(*) FROM ai_open_calls')).toBe(0)
})

it('pausing a batch lets the share under way end and begins no other, until it goes on', async () => {
  const release = Promise.withResolvers<void>()
  fake.otherwise(async (asked) => ({ ...(await plausibleAnswers(asked)), after: release.promise }))
  const before = fake.requests.length
  const { id } = await test.start(meetings('lo que se detiene', 2 * transcriptsPerLlmJob))
  await fake.arrived(before + concurrency)
  await test.client.batches.pause({ batchId: id })
  release.resolve()
  expect(await test.settled(id)).toMatchObject({ state: 'paused', progress: { llm: { judged: transcriptsPerLlmJob, waiting: transcriptsPerLlmJob } } })
  expect(fake.requests.length).toBe(before + transcriptsPerLlmJob)

  await test.client.batches.resume({ batchId: id })
  expect(await test.settled(id)).toMatchObject({ state: 'done', progress: { llm: { judged: 2 * transcriptsPerLlmJob, fellBack: 0 } } })
  expect(fake.requests.length).toBe(before + 2 * transcriptsPerLlmJob)
})
