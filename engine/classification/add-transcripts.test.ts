import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeTx } from '../../db/tx.ts'
import { answerTo, scriptedModels } from '../../tests/harness/scripted-models.ts'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'
import type { AddedTranscript } from './add-transcripts.ts'
import { withoutModels } from '../llm/without-models.ts'
import { openClassification, type ClassificationArea } from './area.ts'

const { models, requests } = scriptedModels((request) => answerTo(request))
let test: TestEngine
let classification: ClassificationArea
beforeAll(async () => {
  test = await openTestEngine(undefined, { models })
  const { engine, dataFolder } = test
  classification = openClassification({
    database: engine.database, clock: engine.clock, events: engine.events, dataFolder, resources: 'resources',
    inspect: () => Promise.reject(new Error('There is no file')), models: withoutModels(), prompts: engine.llm.prompts,
  })
})
afterAll(async () => {
  classification.close()
  await test.close()
})

const add = (batchId: string | null, transcript: string, more: Partial<AddedTranscript> = {}) => writeTx(test.engine.database, (tx) => classification.addTranscriptTx(tx, {
  businessId: test.businessId, batchId, batchName: 'Enero', simulated: true, clientName: 'Ana Prueba', clientPhone: '+56911111111', metOn: '2026-03-12', seller: 'Sofía', closed: true, transcript, ...more,
}))

describe('a conversation that came from elsewhere than a file', () => {
  it('joins the batch of its origin, which grows and is classified', async () => {
    const first = add(null, 'Agente: ¿Cuándo puede pagar?\nCliente: El viernes le pago todo, muchas gracias.')
    const second = add(first.batchId, 'Agente: ¿Cuándo puede pagar?\nCliente: No voy a pagar nada, es muy caro.')
    expect(second.batchId).toBe(first.batchId)
    expect(second.transcriptId).not.toBe(first.transcriptId)
    await test.gathered()
    const batch = await test.settled(first.batchId)
    expect(batch).toMatchObject({ name: 'Enero', simulated: true, state: 'done', created: 2, progress: { classified: 2, failed: 0, total: 2, imported: 2 } })
    const transcript = await test.client.transcripts.get({ id: first.transcriptId })
    expect(transcript).toMatchObject({ clientName: 'Ana Prueba', clientPhone: '+56911111111', seller: 'Sofía', closed: true, metOn: '2026-03-12', rowNumber: 1 })
    expect(transcript.result).not.toBeNull()
  })

  it('gets a batch of its own again when somebody has deleted the one before', async () => {
    const first = add(null, 'Cliente: Sí.')
    await test.gathered()
    await test.client.batches.remove({ batchId: first.batchId })
    const second = add(first.batchId, 'Cliente: Otra vez sí.')
    expect(second.batchId).not.toBe(first.batchId)
    expect((await test.settled(second.batchId)).created).toBe(1)
  })

  it('can be classified again when that failed', async () => {
    const { batchId } = add(null, 'Cliente: Sí, el viernes.')
    await test.gathered()
    test.engine.database.prepare(`UPDATE transcripts SET error = 'x', sentiment = NULL WHERE batch_id = ?`).run(batchId)
    test.engine.database.prepare('UPDATE batches SET classified = 0, classify_failed = 1 WHERE id = ?').run(batchId)
    await test.client.batches.retryFailed({ batchId })
    expect(await test.settled(batchId)).toMatchObject({ state: 'done', progress: { classified: 1, failed: 0 } })
  })

  it('is told to the language model of the business only when it was no practice', async () => {
    const choose = (mode: 'llm' | 'offline') => test.client.opinions.setChoice({ businessId: test.businessId, choice: { mode, providerId: null, model: null, promptVersion: null } })
    await choose('llm')
    const practice = add(null, 'Cliente: De prueba, el lunes.')
    const real = add(null, 'Cliente: De verdad, el martes.', { simulated: false })
    await test.gathered()
    expect((await test.settled(practice.batchId)).progress).toMatchObject({ classified: 1, llm: null })
    expect((await test.settled(real.batchId)).progress).toMatchObject({ classified: 1, llm: { judged: 1 } })
    expect(requests.map((request) => String(request.messages[0]?.content)).join()).not.toContain('De prueba')
    await choose('offline')
  })
})
