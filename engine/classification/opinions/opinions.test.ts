import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerTo, scriptedModels } from '../../../tests/harness/scripted-models.ts'
import { meetingsCsv, openTestEngine, type TestEngine } from '../../../tests/support/engine.ts'
import type { Candidate } from '../../contract/opinions.ts'
import { ModelFailure, type ModelRequest } from '../../llm/ports.ts'

/** What the model says of urgency, by provider: the one in service differs from the cues, the other agrees with people. */
const urgencyBy: Record<string, string> = { provider: 'long', better: 'immediate' }
const { models, requests } = scriptedModels((request: ModelRequest<unknown>) => answerTo(request, { labels: { urgency: urgencyBy[request.choice?.providerId ?? 'provider'] ?? 'medium' }, confidence: 0.4 }))
let test: TestEngine
let businessId: string
let ids: string[]
beforeAll(async () => {
  test = await openTestEngine(undefined, { models })
  businessId = test.businessId
  await test.client.opinions.setChoice({ businessId, choice: { mode: 'llm', providerId: null, model: null, promptVersion: null } })
  const { id } = await test.start(meetingsCsv(Array.from({ length: 6 }, (_, index) => `Somos la clínica número ${index} y lo necesitamos de inmediato, hoy mismo.`)))
  await test.settled(id)
  ids = (await test.client.transcripts.list({ filter: { businessId } })).rows.map((row) => row.id)
})
afterAll(() => test.close())

const queue = (more: { enumName?: string; settled?: boolean } = {}) => test.client.opinions.disagreements({ businessId, limit: 100, ...more })
async function finished(candidate: Candidate, sample: number) {
  const { id } = await test.client.opinions.startDiff({ businessId, candidate, sample })
  await test.engine.runner.idle()
  return test.client.opinions.diff({ id })
}

describe('disagreements', () => {
  it('wait least sure first, with what both said, and go when a person has said what is right', async () => {
    const before = await queue({ enumName: 'urgency' })
    expect(before.total).toBe(6)
    expect(before.rows[0]).toMatchObject({ enumName: 'urgency', offline: { value: 'immediate' }, llm: { value: 'long', model: 'test-model' }, person: null, confidence: 0.4 })
    const whole = await queue()
    expect(whole.rows.map((row) => row.confidence)).toEqual(whole.rows.map((row) => row.confidence).toSorted((one, other) => one - other))
    expect(whole.total).toBe(Object.values(whole.byEnum).reduce((sum, count) => sum + count, 0))
    expect((await test.client.transcripts.list({ filter: { businessId, disagree: true } })).total).toBe(6)

    const [first] = before.rows
    await test.client.opinions.settle({ transcriptId: first?.transcriptId ?? '', enumName: 'urgency', value: 'immediate' })
    expect((await queue({ enumName: 'urgency' })).total).toBe(5)
    expect((await queue({ enumName: 'urgency', settled: true })).rows).toMatchObject([{ transcriptId: first?.transcriptId, person: 'immediate' }])
    await test.client.transcripts.correct({ transcriptId: first?.transcriptId ?? '', enumName: 'urgency', value: null })
    expect((await queue({ enumName: 'urgency' })).total).toBe(6)
  })

  it('refuse what the taxonomy does not know', async () => {
    await expect(test.client.opinions.settle({ transcriptId: ids[0] ?? '', enumName: 'urgency', value: 'never' })).rejects.toMatchObject({ code: 'INVALID' })
    await expect(test.client.opinions.settle({ transcriptId: 'nobody', enumName: 'urgency', value: 'long' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the golden set', () => {
  it('is what people corrected and confirmed, and scores both classifiers on it', async () => {
    // Three corrections of the model's word, one confirmation of it.
    for (const id of ids.slice(0, 3)) await test.client.opinions.settle({ transcriptId: id, enumName: 'urgency', value: 'immediate' })
    await test.client.opinions.settle({ transcriptId: ids[3] ?? '', enumName: 'urgency', value: 'long' })
    const golden = await test.client.opinions.golden({ businessId })
    expect(golden).toMatchObject({ transcripts: 4, labels: 4, scores: [{ enumName: 'urgency', examples: 4, offline: { accuracy: 0.75 }, llm: { accuracy: 0.25 }, offlineHasSeenThem: false }] })
  })
})

describe('a label diff', () => {
  it('shows what another model would change, at what cost, and touches nothing until it goes live', async () => {
    const revisions = test.count('SELECT sum(revision) FROM results')
    const diff = await finished({ kind: 'model', providerId: 'better', model: null }, 10)
    expect(diff).toMatchObject({ state: 'done', transcripts: 6, total: 6, error: null, appliedAt: null, costUsd: 0.009 })
    const urgency = diff.byEnum.find((one) => one.enumName === 'urgency')
    expect(urgency).toEqual({
      enumName: 'urgency', changed: 6, compared: 6, moves: [{ from: 'long', to: 'immediate', count: 6 }],
      golden: { examples: 4, before: { accuracy: 0.25, macroF1: expect.any(Number) as number }, after: { accuracy: 0.75, macroF1: expect.any(Number) as number } },
    })
    const page = await test.client.opinions.diffRows({ id: diff.id, limit: 4 })
    expect(page.total).toBe(6)
    expect(page.rows[0]).toMatchObject({ enumName: 'urgency', before: 'long', after: 'immediate' })
    expect(test.count('SELECT sum(revision) FROM results')).toBe(revisions)

    const applied = await test.client.opinions.applyDiff({ id: diff.id })
    expect(applied.appliedAt).not.toBeNull()
    expect(await test.client.opinions.choice({ businessId })).toMatchObject({ mode: 'llm', providerId: 'better' })
    await expect(test.client.opinions.applyDiff({ id: diff.id })).rejects.toMatchObject({ data: { reason: 'classification.diff_applied' } })
  })

  it('of a model asks nobody in its place', async () => {
    await finished({ kind: 'model', providerId: 'alone', model: null }, 0)
    const choices = requests.map((request) => request.choice).filter((choice) => choice?.providerId === 'alone')
    expect(choices.length).toBeGreaterThan(0)
    expect(choices.every((choice) => choice?.only === true)).toBe(true)
  })

  it('does not go live when something else went live since', async () => {
    const diff = await finished({ kind: 'model', providerId: 'provider', model: 'other' }, 2)
    await test.client.opinions.setChoice({ businessId, choice: { mode: 'llm', providerId: 'provider', model: null, promptVersion: '1' } })
    await expect(test.client.opinions.applyDiff({ id: diff.id })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'classification.ground_changed' } })
  })

  it('of a draft of the taxonomy is judged offline where no model was chosen, and publishes what was compared', async () => {
    await test.client.opinions.setChoice({ businessId, choice: { mode: 'offline', providerId: null, model: null, promptVersion: null } })
    const { version } = await test.client.classification.taxonomy()
    const content = JSON.parse((await test.client.taxonomies.content({ version })).content) as { enums: { name: string; values: { cues: { es: unknown[] } }[] }[] }
    const urgency = content.enums.find((one) => one.name === 'urgency')
    // The last value of the enum now hears the words by which all of them were immediate.
    urgency?.values.at(-1)?.cues.es.push({ phrase: 'de inmediato', weight: 10, anywhere: true }, { phrase: 'hoy mismo', weight: 10, anywhere: true })
    const draft = await test.client.taxonomies.saveDraft({ basedOn: version, note: 'Heard anew', content: JSON.stringify(content) })
    expect(draft.problems).toEqual([])
    const asked = requests.length
    const diff = await finished({ kind: 'taxonomy', draftId: draft.id }, 0)
    expect(requests.length).toBe(asked)
    expect(diff).toMatchObject({ state: 'done', transcripts: 4, costUsd: 0 })

    await test.client.taxonomies.saveDraft({ id: draft.id, basedOn: version, note: 'Edited since', content: 'not JSON' })
    await test.client.opinions.applyDiff({ id: diff.id })
    expect((await test.client.classification.taxonomy()).version).toBe(version + 1)
    expect(JSON.parse((await test.client.taxonomies.content({ version: version + 1 })).content)).toEqual(content)
    expect((await test.client.transcripts.list({ filter: { businessId, outdated: true } })).total).toBe(6)
    await expect(finished({ kind: 'trained', version: 1 }, 5)).rejects.toMatchObject({ data: { reason: 'classification.version_not_found' } })
  })

  it('that failed goes on, and ends anew, when a person runs its job again', async () => {
    await test.client.opinions.setChoice({ businessId, choice: { mode: 'llm', providerId: null, model: null, promptVersion: null } })
    const ask = models.ask
    models.ask = () => Promise.reject(new ModelFailure('unauthorised', 'Wrong key'))
    const failed = await finished({ kind: 'model', providerId: 'mended', model: null }, 2)
    models.ask = ask
    expect(failed).toMatchObject({ state: 'failed', error: 'Wrong key', transcripts: 0 })
    await test.client.jobs.act({ action: 'retry', target: { ids: [failed.jobId ?? ''] } })
    await test.engine.runner.idle()
    expect(await test.client.opinions.diff({ id: failed.id })).toMatchObject({ state: 'done', error: null, transcripts: 6, total: 6 })
  })

  it('stops when it is cancelled', async () => {
    await test.client.opinions.setChoice({ businessId, choice: { mode: 'llm', providerId: null, model: null, promptVersion: null } })
    const held = Promise.withResolvers<void>()
    urgencyBy['slow'] = 'long'
    const ask = models.ask
    models.ask = ((request: ModelRequest<unknown>) => {
      held.resolve()
      return new Promise((_, reject) => request.signal?.addEventListener('abort', () => reject(new Error('Aborted'))))
    }) as typeof ask
    const { id } = await test.client.opinions.startDiff({ businessId, candidate: { kind: 'model', providerId: 'slow', model: null }, sample: 3 })
    await held.promise
    await test.client.opinions.cancelDiff({ id })
    await test.engine.runner.idle()
    models.ask = ask
    expect(await test.client.opinions.diff({ id })).toMatchObject({ state: 'cancelled', transcripts: 0 })
    await expect(test.client.opinions.cancelDiff({ id })).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

it('estimates a batch by the size of the prompt, the transcripts and the answers', async () => {
  const one = await test.client.opinions.estimate({ businessId, transcripts: 1, characters: 2_000 })
  const hundred = await test.client.opinions.estimate({ businessId, transcripts: 100, characters: 200_000 })
  expect(one.model).toBe('test-model')
  // Some 4,000 tokens in at 0.5, some 1,500 out at 2 dollars a million.
  expect(one.costUsd).toBeGreaterThan(0.002)
  expect(one.costUsd).toBeLessThan(0.02)
  expect(hundred.costUsd).toBeCloseTo((one.costUsd ?? 0) * 100, 6)
})

it('refuses a choice that cannot be kept', async () => {
  const choice = { mode: 'llm' as const, providerId: null, model: null, promptVersion: null }
  await expect(test.client.opinions.setChoice({ businessId, choice: { ...choice, promptVersion: '99' } })).rejects.toMatchObject({ code: 'INVALID' })
  await expect(test.client.opinions.setChoice({ businessId, choice: { ...choice, model: 'alone' } })).rejects.toMatchObject({ code: 'INVALID' })
})
