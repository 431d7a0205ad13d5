import { afterAll, beforeAll, expect, it } from 'vitest'
import { meetingsCsv, openTestEngine, type TestEngine } from '../../tests/support/engine.ts'
import type { EnumScore } from '../contract/classification.ts'
import { isBetter } from './train.job.ts'

let test: TestEngine
beforeAll(async () => {
  test = await openTestEngine()
})
afterAll(() => test.close())

/** Made-up words that no cue of the taxonomy knows, so that only training can tell the two kinds apart. */
const transcript = (index: number) => `${index % 2 === 0 ? 'Zarnifugo brelinto' : 'Quomparda ustelvi'} numero ${index} para nosotros.`

async function importAndCorrect(from: number, count: number) {
  const { id } = await test.start(meetingsCsv(Array.from({ length: count }, (_, index) => transcript(from + index))))
  await test.settled(id)
  const { rows } = await test.client.transcripts.list({ filter: { businessId: test.businessId, batchId: id }, limit: 500 })
  for (const row of rows) await test.client.transcripts.correct({ transcriptId: row.id, enumName: 'urgency', value: row.rowNumber % 2 === 0 ? 'immediate' : 'long' })
}

it('learns from corrections, serves what measured better, and goes back to the cues when told', async () => {
  await importAndCorrect(0, 4)
  await expect(test.client.classification.train({ businessId: test.businessId })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'classification.too_few_examples', detail: '4' } })

  await importAndCorrect(4, 36)
  const { jobId } = await test.client.classification.train({ businessId: test.businessId })
  await expect(test.client.classification.train({ businessId: test.businessId })).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await test.client.classification.models({ businessId: test.businessId })).toMatchObject({ trainingJobId: jobId, correctedTranscripts: 40, versions: [] })
  await test.engine.runner.idle()

  const { versions, trainingJobId, correctedSince } = await test.client.classification.models({ businessId: test.businessId })
  expect({ trainingJobId, correctedSince }).toEqual({ trainingJobId: null, correctedSince: 0 })
  expect(versions).toMatchObject([{ version: 1, active: true, examples: 40 }])
  const score = versions[0]?.scores.find((one) => one.enumName === 'urgency')
  expect(score).toMatchObject({ chosen: 'trained', examples: 40 })
  expect(score?.trained?.accuracy).toBeGreaterThan(score?.zeroShot.accuracy ?? 1)

  const answers = async (number: number) => {
    const { id } = await test.start(meetingsCsv([transcript(number), transcript(number + 1)]))
    await test.settled(id)
    const { rows } = await test.client.transcripts.list({ filter: { businessId: test.businessId, batchId: id }, sort: { column: 'rowNumber', descending: false } })
    return Promise.all(rows.map(async (row) => (await test.client.transcripts.get({ id: row.id })).result))
  }
  const trained = await answers(100)
  expect(trained.map((result) => [result?.labels['urgency']?.value, result?.modelVersion])).toEqual([['immediate', 1], ['long', 1]])

  await test.client.classification.activate({ businessId: test.businessId, version: null })
  const cues = await answers(200)
  expect(cues.map((result) => [result?.labels['urgency']?.stage, result?.modelVersion])).toEqual([['prior', null], ['prior', null]])
  await expect(test.client.classification.activate({ businessId: test.businessId, version: 9 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

const stage = (accuracy: number) => ({ accuracy, macroF1: accuracy, calibrationError: 0, reliability: [] })
const score = (enumName: string, zeroShot: number, trained: number | null): EnumScore =>
  ({ enumName, examples: 20, zeroShot: stage(zeroShot), trained: trained === null ? null : stage(trained), chosen: trained !== null && trained > zeroShot ? 'trained' : 'zero_shot', measuredOn: 'person' })

it('puts a new version into service only when it measured better', () => {
  expect(isBetter([score('urgency', 0.5, 0.4)], null)).toBe(false)
  expect(isBetter([score('urgency', 0.5, 0.7)], null)).toBe(true)
  expect(isBetter([score('urgency', 0.5, 0.7)], [score('urgency', 0.5, 0.8)])).toBe(false)
  expect(isBetter([score('urgency', 0.5, 0.9), score('region', 0.6, null)], [score('urgency', 0.5, 0.8), score('region', 0.6, null)])).toBe(true)
})
