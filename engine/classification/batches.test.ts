import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineEvent } from '../contract/events.ts'
import { meetingsCsv, openTestEngine, type TestEngine } from '../../tests/support/engine.ts'

let test: TestEngine
beforeAll(async () => {
  test = await openTestEngine()
})
afterAll(() => test.close())

const texts = (count: number, about: string) => Array.from({ length: count }, (_, index) => `Somos una clínica dental con ${index + 2} sedes y nos llegan ${100 + index} mensajes a la semana. ${about}. Queremos automatizar la atención.`)

async function resultOf(rowNumber: number, batchId: string) {
  const { rows } = await test.client.transcripts.list({ filter: { businessId: test.businessId, batchId } })
  const row = rows.find((one) => one.rowNumber === rowNumber)
  if (row === undefined) throw new Error(`No row ${rowNumber}`)
  return test.client.transcripts.get({ id: row.id })
}

describe('a batch', () => {
  it('imports and classifies every row, and counts honestly what it left out', async () => {
    const [first = '', ...rest] = texts(150, 'Alpha')
    const twice = ['Ana', 'a@example.com', '1', '2025-10-02', 'Eva', '1', first]
    const sameMailOtherPerson = ['Bea', 'a@example.com', '1', '2025-10-02', 'Eva', '1', 'Otra persona con el mismo correo.']
    const broken = ['Cid', 'c@example.com', '1', 'not a date', 'Eva', '1', 'Texto']
    const started = await test.start(meetingsCsv([twice, ...rest, twice, sameMailOtherPerson, broken]))
    const batch = await test.settled(started.id)

    expect(batch).toMatchObject({ state: 'done', created: 151, skipped: 1, failedRows: 1, error: null })
    expect(batch.progress).toMatchObject({ imported: 152, total: 152, classified: 151, failed: 1, remainingMs: null })
    expect(test.count('SELECT count(*) FROM results r JOIN transcripts t ON t.seq = r.transcript_seq WHERE t.batch_id = ? AND r.revision = 1', batch.id)).toBe(151)
    expect(test.count('SELECT count(*) FROM labels l JOIN transcripts t ON t.seq = l.transcript_seq WHERE t.batch_id = ?', batch.id)).toBe(151 * 11)

    const one = await resultOf(2, batch.id)
    expect(one).toMatchObject({ clientName: 'Ana', closed: true, metOn: '2025-10-02', transcript: first })
    expect(one.result?.labels['language']).toMatchObject({ value: 'es', source: 'offline' })
    const { quote } = one.result?.labels['business_sector'] ?? { quote: null }
    expect(one.transcript.slice(quote?.start, quote?.end)).toContain('clínica')
  })

  it('gives the failed rows back as a table with their reason', async () => {
    const { id } = await test.start(meetingsCsv([['Cid', 'c@example.com', '1', '31/31/2025', 'Eva', '1', '=1+1 Texto'], 'Sano']))
    await test.settled(id)
    const fileIn = async (language: 'es' | 'en') => {
      let csv = ''
      for await (const part of await test.client.batches.failedRows({ batchId: id, language })) csv += part
      return csv
    }
    const csv = await fileIn('es')
    expect(csv).toContain('Transcripcion;row_number;reason;reason_text\r\n')
    expect(csv).toContain(`31/31/2025;Eva;1;'=1+1 Texto;2;ingest.row_unreadable_date;No se entiende la fecha\r\n`)
    expect(csv).not.toContain('Sano')
    expect(await fileIn('en')).toContain(',ingest.row_unreadable_date,The date cannot be read\r\n')
  })

  it('classifies the same text once, within a batch and across batches', async () => {
    const text = 'Tenemos una tienda en línea de zapatos y buscamos responder más rápido por WhatsApp.'
    const first = await test.start(meetingsCsv([text, text, text]))
    await test.settled(first.id)
    const second = await test.start(meetingsCsv([['Otra', 'o@example.com', '2', '2025-11-02', 'Luz', '0', text]]))
    const batch = await test.settled(second.id)
    expect(batch.progress).toMatchObject({ classified: 1, failed: 0 })
    const [copy, original] = [await resultOf(2, second.id), await resultOf(4, first.id)]
    expect({ ...copy.result, classifiedAt: 0 }).toEqual({ ...original.result, classifiedAt: 0 })
    const jobs = await test.client.jobs.list({ kinds: ['classification.classify'], parentId: second.jobId ?? '' })
    expect(jobs.rows.map((job) => job.startedAt !== null && job.state)).toEqual(['done'])
    expect(test.count(`SELECT count(*) FROM jobs WHERE parent_seq = (SELECT seq FROM jobs WHERE id = ?) AND result = '{"transcripts":0}'`, second.jobId)).toBe(1)
  })

  it('waits while it is paused and goes on when it is resumed', async () => {
    const started = await test.start(meetingsCsv(texts(1_000, 'Pausa')))
    // At once: by the first progress told, a file of this size may have been read.
    await test.client.batches.pause({ batchId: started.id })
    const paused = await test.settled(started.id)
    expect(paused.state).toBe('paused')
    expect(paused.progress.imported).toBeLessThan(1_000)
    expect(paused.progress.classified).toBeLessThan(1_000)
    await expect(test.client.batches.pause({ batchId: started.id })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'batches.not_running' } })

    await test.client.batches.resume({ batchId: started.id })
    const resumed = await test.settled(started.id)
    expect(resumed).toMatchObject({ state: 'done', created: 1_000, progress: { classified: 1_000 } })
    await expect(test.client.batches.resume({ batchId: started.id })).rejects.toMatchObject({ data: { reason: 'batches.not_paused' } })
  })

  it('keeps what it has when it is cancelled, and can be taken up again', async () => {
    const started = await test.start(meetingsCsv(texts(300, 'Cancelada')))
    // Held at once, so that it cannot end before it is cancelled.
    await test.client.batches.pause({ batchId: started.id })
    await test.client.batches.cancel({ batchId: started.id })
    const cancelled = await test.settled(started.id)
    expect(cancelled.state).toBe('cancelled')
    expect(cancelled.finishedAt).not.toBeNull()
    expect(test.count(`SELECT count(*) FROM jobs WHERE parent_seq = (SELECT seq FROM jobs WHERE id = ?) AND state NOT IN ('done', 'cancelled')`, started.jobId)).toBe(0)
    await expect(test.client.batches.cancel({ batchId: started.id })).rejects.toMatchObject({ data: { reason: 'batches.ended' } })

    await test.client.batches.retryFailed({ batchId: started.id })
    const again = await test.settled(started.id)
    expect(again).toMatchObject({ state: 'done', created: 300, failedRows: 0, progress: { classified: 300, failed: 0 } })
    expect(test.count('SELECT count(*) FROM results r JOIN transcripts t ON t.seq = r.transcript_seq WHERE t.batch_id = ? AND r.revision = 1', started.id)).toBe(300)
  })

  it('fails with the reason when the file breaks, and keeps what came before', async () => {
    // Larger than what is read of it before it is imported.
    const sound = meetingsCsv(texts(200, 'Rota. '.repeat(1_200)))
    const { id } = await test.start(`${sound}Ana,a@example.com,1,2025-10-02,Eva,1,"no end\n`)
    const batch = await test.settled(id)
    expect(batch).toMatchObject({ state: 'failed', error: 'ingest.unclosed_quote 202', created: 200 })
  })

  it('runs failed transcripts again, alone', async () => {
    const started = await test.start(meetingsCsv(texts(5, 'Fallida')))
    await test.settled(started.id)
    const { sqlite } = test.engine.database
    sqlite.prepare(`UPDATE transcripts SET error = 'broke', sentiment = NULL WHERE batch_id = ? AND row_number IN (3, 5)`).run(started.id)
    sqlite.prepare('UPDATE batches SET classified = 3, classify_failed = 2 WHERE id = ?').run(started.id)

    const retried = await test.client.batches.retryFailed({ batchId: started.id })
    expect(retried.state).toBe('running')
    const batch = await test.settled(started.id)
    expect(batch).toMatchObject({ state: 'done', progress: { classified: 5, failed: 0 } })
    const revisions = sqlite.prepare('SELECT r.revision FROM results r JOIN transcripts t ON t.seq = r.transcript_seq WHERE t.batch_id = ? ORDER BY t.row_number').pluck().all(started.id)
    expect(revisions).toEqual([1, 2, 1, 2, 1])
    await expect(test.client.batches.retryFailed({ batchId: started.id })).rejects.toMatchObject({ data: { reason: 'batches.nothing_to_retry' } })
  })

  it('is removed with everything that came of it, also while it runs', async () => {
    const before = test.count('SELECT count(*) FROM transcripts')
    const started = await test.start(meetingsCsv([...texts(400, 'Borrada marciana'), ['X', 'x@example.com', '1', 'no date', 'E', '1', 'T']]))
    await test.until((event) => event.type === 'batch.progress' && event.progress.batchId === started.id && event.progress.classified > 0)
    const told: EngineEvent[] = []
    const over = test.until((event) => {
      told.push(event)
      return event.type === 'notice' && event.key === 'notice.batch_removed'
    })
    expect(await test.client.batches.remove({ batchId: started.id })).toMatchObject({ state: 'removing' })
    await expect(test.client.batches.remove({ batchId: started.id })).rejects.toMatchObject({ data: { reason: 'batches.being_removed' } })
    await expect(test.client.batches.retryFailed({ batchId: started.id })).rejects.toMatchObject({ code: 'CONFLICT' })
    await over
    await test.engine.runner.idle()
    expect(told).toContainEqual(expect.objectContaining({ type: 'job.updated', kind: 'batches.remove', state: 'running' }))
    await expect(test.client.batches.get({ batchId: started.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(test.count('SELECT count(*) FROM transcripts')).toBe(before)
    for (const table of ['results', 'labels', 'signals_found']) expect(test.count(`SELECT count(*) FROM ${table} WHERE transcript_seq NOT IN (SELECT seq FROM transcripts)`)).toBe(0)
    expect(test.count(`SELECT count(*) FROM transcripts_search WHERE transcripts_search MATCH 'marciana'`)).toBe(0)
    expect(test.count('SELECT count(*) FROM failed_rows WHERE batch_id = ?', started.id)).toBe(0)
  })

  it('keeps what is left when its removal is cancelled, and goes on being removed after a restart', async () => {
    const own = await openTestEngine()
    const { id } = await own.start(meetingsCsv(texts(200, 'Poco a poco')))
    await own.settled(id)
    const removing = async () => {
      const before = own.count('SELECT count(*) FROM transcripts')
      const begun = () => own.count('SELECT count(*) FROM transcripts') < before
      await own.client.batches.remove({ batchId: id })
      await own.until(begun, begun)
    }
    await removing()
    const { jobId } = await own.client.batches.get({ batchId: id })
    await own.client.jobs.act({ action: 'cancel', target: { ids: [jobId ?? ''] } })
    const batch = await own.settled(id)
    const left = own.count('SELECT count(*) FROM transcripts')
    expect(left).toBeGreaterThan(0)
    expect(batch).toMatchObject({ state: 'cancelled', created: left, progress: { imported: left, total: left, classified: left } })

    await removing()
    await own.engine.close()
    const again = await openTestEngine(own.dataFolder)
    await again.engine.runner.idle()
    expect(again.count('SELECT count(*) FROM transcripts')).toBe(0)
    await expect(again.client.batches.get({ batchId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await again.close()
  })

  it('finds the words of what it imported', async () => {
    const { id } = await test.start(meetingsCsv(['Vendemos colchones ortopédicos en Valdivia.']))
    await test.settled(id)
    expect(test.count(`SELECT count(*) FROM transcripts_search WHERE transcripts_search MATCH 'ortopedicos'`)).toBe(1)
  })

  it.each([
    [{ clientName: 0 }, 'batches.no_transcript_column'],
    [{ transcript: 12 }, 'batches.column_missing'],
  ])('refuses the mapping %j', async (mapping, reason) => {
    const uploadId = await test.upload(meetingsCsv(['Texto']))
    await expect(test.client.batches.start({ businessId: test.businessId, uploadId, name: 'x', mapping })).rejects.toMatchObject({ code: 'INVALID', data: { reason } })
  })
})

describe('classifying once more', () => {
  it('keeps the labels that a person gave', async () => {
    const { id } = await test.start(meetingsCsv(['Somos una clínica dental y nos falta tiempo para contestar mensajes.', 'Somos un hotel en la playa.']))
    await test.settled(id)
    const before = await resultOf(2, id)
    await test.client.transcripts.correct({ transcriptId: before.id, enumName: 'business_sector', value: 'ngo' })
    const { count } = await test.client.transcripts.reclassify({ filter: { businessId: test.businessId, batchId: id } })
    expect(count).toBe(2)
    await test.engine.runner.idle()

    const after = await resultOf(2, id)
    expect(after.result?.labels['business_sector']).toMatchObject({ value: 'ngo', source: 'person', predictedValue: before.result?.labels['business_sector']?.value })
    expect(after.result?.labels['urgency']).toEqual(before.result?.labels['urgency'])
    expect(test.count('SELECT sum(revision) FROM results r JOIN transcripts t ON t.seq = r.transcript_seq WHERE t.batch_id = ?', id)).toBe(4)
    expect(await test.client.batches.get({ batchId: id })).toMatchObject({ state: 'done', progress: { classified: 2, failed: 0 } })
  })
})
