import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDebtorsRig, type DebtorsRig } from '../../../tests/support/debtors.ts'
import { calledAt, jobDocument, promising, refusingCalls } from '../../../tests/fixtures/job-documents.ts'

let rig: DebtorsRig
beforeEach(() => { rig = openDebtorsRig() })
afterEach(() => rig.close())
const imported = (...documents: unknown[]) => rig.importFile(JSON.stringify(documents), { kind: 'job_documents' })

describe('call jobs of another deployment', () => {
  it('become debtor, debt, place in a campaign that is over, and the call as it was', async () => {
    expect(await imported(jobDocument({ turns: promising }))).toMatchObject({ state: 'done', created: 1, failedRows: 0 })
    expect(rig.all('SELECT name, state, started_at FROM campaigns')).toEqual([{ name: 'batch-1', state: 'done', started_at: null }])
    expect(rig.all('SELECT status, deduplication_key, attempts, max_attempts, external_id, outcome FROM call_jobs')).toEqual([{ status: 'done', deduplication_key: 'acc-1::11.111.111-1::batch-1', attempts: 1, max_attempts: 3, external_id: 'job-1', outcome: 'promise' }])
    // Its length is the call's own, not the worker's wall clock; its day and hour are those of Santiago, just after midnight.
    expect(rig.all('SELECT duration_ms, cost_millicents, intent_at, local_date, local_hour, contact, outcome, flags FROM call_attempts')).toEqual([
      { duration_ms: 75_686, cost_millicents: 13_933, intent_at: calledAt, local_date: '2026-05-14', local_hour: 0, contact: 1, outcome: 'promise', flags: '["unresolved_variable"]' },
    ])
    expect(rig.all('SELECT amount_minor, promised_on FROM promises')).toEqual([{ amount_minor: 84_000, promised_on: '2026-05-20' }])
    expect(JSON.parse(rig.all<{ body: string }>('SELECT body FROM call_bodies')[0]!.body)).toMatchObject({ call_id: 'call-job-1', call_cost: { combined_cost: 13.9333334 } })
    const { rows } = await rig.client.list({ filter: { businessId: rig.businessId, simulated: false, outcomes: ['promise'] } })
    expect(rows).toMatchObject([{ name: 'Rosa Prueba', attempts: 1, contacts: 1, lastOutcome: 'promise', status: 'done', owed: { minor: 84_000, currency: 'CLP' } }])
  })

  it('are one when they come twice, and a waiting one takes on its call when it comes again', async () => {
    await imported(jobDocument({ status: 'pending', waiting: true }))
    expect(await imported(jobDocument({ turns: promising }))).toMatchObject({ created: 0, updated: 1 })
    expect(await imported(jobDocument({ turns: promising }), jobDocument({ turns: promising }))).toMatchObject({ created: 0, updated: 0, skipped: 2 })
    expect(rig.count('SELECT count(*) FROM call_attempts')).toBe(1)
    expect(rig.all('SELECT status FROM call_jobs')).toEqual([{ status: 'done' }])
  })

  it('of one person in one batch without references stay apart', async () => {
    expect(await imported(jobDocument({ id: 'a', amount: 10 }), jobDocument({ id: 'b', amount: 20 }), jobDocument({ id: 'c', amount: 30, batch: 'batch-2', status: 'completed' }))).toMatchObject({ created: 3 })
    expect(rig.all('SELECT external_id, amount_minor, status FROM call_jobs JOIN debts ON debts.seq = debt_seq ORDER BY external_id')).toMatchObject([{ external_id: 'a' }, { external_id: 'b', amount_minor: 20 }, { external_id: 'c', status: 'done' }])
    expect(rig.count('SELECT count(*) FROM debtors')).toBe(1)
    expect(rig.count('SELECT count(*) FROM campaigns')).toBe(2)
  })

  it('put who does not want calls on the list, though the call was taken for a success', async () => {
    await imported(jobDocument({ turns: refusingCalls, successful: true }))
    const { rows } = await rig.client.doNotCall({ businessId: rig.businessId, simulated: false })
    expect(rows).toMatchObject([{ scope: 'person', subject: '11111111-1', source: 'call', reason: 'opt_out' }])
  })

  it('a promise for a day before the call waits for a person', async () => {
    await imported(jobDocument({ turns: [{ agent: '¿Hablo con Rosa?', user: 'Sí.' }, { agent: '¿Cuándo paga?', user: 'Voy a pagar los 84.000 pesos el 1 de mayo.' }] }))
    expect(rig.all('SELECT state, flags FROM promises')).toEqual([{ state: 'review', flags: expect.stringContaining('past_date') }])
  })

  it('that cannot be read are given back with the reason; NDJSON is read too', async () => {
    const lines = [jobDocument({ id: 'a' }), { job_id: 'b' }, jobDocument({ id: 'c', dni: '11.111.111-2' })].map((each) => JSON.stringify(each)).join('\n')
    const done = await rig.importFile(lines, { kind: 'job_documents', fileName: 'jobs.ndjson' })
    expect(done).toMatchObject({ created: 1, failedRows: 2, total: 3 })
    expect(rig.all('SELECT row_number, reasons FROM debtor_import_failures')).toEqual([{ row_number: 2, reasons: '["documents.row_unreadable"]' }, { row_number: 3, reasons: '["debtors.row_national_id_check_digit"]' }])
  })

  it('can be previewed and taken back whole', async () => {
    const uploadId = rig.store(JSON.stringify([jobDocument()]), 'jobs.json')
    const preview = await rig.client.previewImport({ businessId: rig.businessId, uploadId, simulated: false, kind: 'job_documents', defaults: { country: 'CL', nationalIdKind: 'rut', currency: 'CLP', company: '', language: 'es', timeZone: 'America/Santiago' } })
    expect(preview.rows).toMatchObject([{ debtor: { name: 'Rosa Prueba', phones: ['+56965550141'], amount: { minor: 84_000, currency: 'CLP' }, dueOn: '2026-05-01' }, reasons: [] }])
    const { id } = await imported(jobDocument({ turns: promising }))
    await rig.client.undoImport({ importId: id })
    await rig.runner.idle()
    expect(await rig.client.importById({ importId: id })).toMatchObject({ state: 'undone', kept: 0 })
    expect(rig.count('SELECT (SELECT count(*) FROM debtors) + (SELECT count(*) FROM call_attempts) + (SELECT count(*) FROM promises) + (SELECT count(*) FROM campaigns)')).toBe(0)
  })
})
