import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../db/id.ts'
import { insertAttemptTx } from '../../../db/queries/call-attempts.ts'
import { writeTx } from '../../../db/tx.ts'
import { chile, openDebtorsRig, type DebtorsRig } from '../../../tests/support/debtors.ts'
import { dayText, zoneTime } from '../zone-time.ts'

let rig: DebtorsRig
beforeEach(() => { rig = openDebtorsRig() })
afterEach(() => rig.close())

const header = 'rut;nombre;telefono;telefono2;empresa;referencia;cuotas;monto_total;fecha_limite'
const ana = '11.111.111-1;Ana Ñuñez;9 8765 4321;;Acme;F-1;2;$ 38.981;05/09/2026'
const beto = '22.222.222-2;Beto Soto;912345678;;Acme;F-2;3;10.000;05/09/2026'
const file = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`
const people = () => rig.all('SELECT national_id, name, owed_minor FROM debtors ORDER BY national_id')
const textOf = async (parts: AsyncIterable<string>) => {
  let text = ''
  for await (const part of parts) text += part
  return text
}

/** Somebody dials the first debtor of that national id. */
function dial(nationalId: string): void {
  const debtor = rig.all<{ seq: number }>('SELECT seq FROM debtors WHERE national_id = ?', nationalId)[0]!
  const debtSeq = rig.count('SELECT seq FROM debts WHERE debtor_seq = ?', debtor.seq)
  const campaignId = rig.campaign()
  writeTx(rig.database, (tx) => {
    const jobId = newId()
    tx.database.prepare(`INSERT INTO call_jobs (id, campaign_id, debtor_seq, debt_seq, deduplication_key, status, max_attempts, created_at, updated_at) VALUES (?,?,?,?,'k','in_progress',3,0,0)`).run(jobId, campaignId, debtor.seq, debtSeq)
    insertAttemptTx(tx, {
      id: newId(), business_id: rig.businessId, simulated: 0, campaign_id: campaignId, call_job_seq: rig.count('SELECT seq FROM call_jobs WHERE id = ?', jobId), debtor_seq: debtor.seq, debt_seq: debtSeq, round_id: null,
      number: '+56987654321', from_number: '+56222550100', intent_at: 1, local_date: '2026-01-01', local_hour: 9, region: null, variables: '{}',
    })
  })
}

describe('an import', () => {
  it('counts honestly, merges rows of one person, and gives failed rows back with their reasons', async () => {
    const done = await rig.importFile(file(ana, beto, '22.222.222-2;Beto Soto;912345678;987654321;Acme;F-3;1;20.000;05/09/2026', beto, '22.222.222-3;Malo;912345678;;Acme;F-4;2;1;x'))
    expect(done).toMatchObject({ state: 'done', total: 5, rowsRead: 5, rowsApplied: 4, created: 2, updated: 1, skipped: 1, failedRows: 1 })
    expect(people()).toEqual([{ national_id: '11111111-1', name: 'Ana Ñuñez', owed_minor: 38_981 }, { national_id: '22222222-2', name: 'Beto Soto', owed_minor: 30_000 }])
    expect(rig.all('SELECT number FROM debtor_phones JOIN debtors ON seq = debtor_seq WHERE national_id = ? ORDER BY position', '22222222-2')).toEqual([{ number: '+56912345678' }, { number: '+56987654321' }])
    const failed = await textOf(await rig.client.failedRows({ importId: done.id, language: 'es' }))
    expect(failed.split('\r\n')[1]).toBe('22.222.222-3;Malo;912345678;;Acme;F-4;2;1;x;6;El dígito verificador del documento no corresponde. La fecha límite no se entiende o no existe')
    expect(await textOf(await rig.client.failedRows({ importId: done.id, language: 'en' }))).toContain('The check digit of the national id does not match')
  })

  it('says nothing new the second time, and the latest file wins', async () => {
    await rig.importFile(file(ana, beto))
    expect(await rig.importFile(file(ana, beto))).toMatchObject({ created: 0, updated: 0, skipped: 2 })
    expect(await rig.importFile(file(ana.replace('38.981', '12.000')))).toMatchObject({ created: 0, updated: 1, skipped: 0 })
    expect(people()[0]).toMatchObject({ owed_minor: 12_000 })
  })

  it('keeps the practice floor apart from the real one', async () => {
    await rig.importFile(file(ana))
    expect(await rig.importFile(file(ana), { simulated: true })).toMatchObject({ created: 1 })
    const list = (simulated: boolean) => rig.client.list({ filter: { businessId: rig.businessId, simulated } })
    const [real, simulated] = [await list(false), await list(true)]
    expect([real.total, simulated.total]).toEqual([1, 1])
    expect(real.rows[0]?.id).not.toBe(simulated.rows[0]?.id)
  })

  it('puts its debtors into the campaign, those who were there before too, each once, and wakes it', async () => {
    const campaignId = rig.campaign()
    await rig.importFile(file(ana))
    expect(await rig.importFile(file(ana, beto), { campaignId })).toMatchObject({ created: 1, skipped: 1, joined: 2 })
    expect(rig.all('SELECT deduplication_key, status, max_attempts FROM call_jobs ORDER BY seq')).toEqual([
      { deduplication_key: `${rig.businessId}::11111111-1::${campaignId}`, status: 'pending', max_attempts: 5 }, { deduplication_key: `${rig.businessId}::22222222-2::${campaignId}`, status: 'pending', max_attempts: 5 },
    ])
    expect(rig.woken).toContain(campaignId)
    expect(await rig.importFile(file(ana, beto), { campaignId })).toMatchObject({ joined: 0 })
    expect(rig.count('SELECT count(*) FROM call_jobs')).toBe(2)
  })

  it('refuses what could not work before it begins', async () => {
    const uploadId = rig.store(file(ana), 'file.csv')
    const choice = { businessId: rig.businessId, uploadId, simulated: false, kind: 'debtors' as const, defaults: chile }
    const { mapping } = await rig.client.previewImport(choice)
    const refused = (change: object) => rig.client.startImport({ ...choice, mapping, ...change } as Parameters<typeof rig.client.startImport>[0])
    await expect(refused({ mapping: { fields: { name: 1 }, phones: [], variables: {} } })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'debtors.no_phone_column' } })
    await expect(refused({ mapping: { fields: { name: 1, nationalId: 99 }, phones: [2], variables: {} } })).rejects.toMatchObject({ data: { reason: 'debtors.column_missing' } })
    await expect(refused({ campaignId: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(refused({ campaignId: rig.campaign(true) })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(refused({ defaults: { ...chile, timeZone: 'Mars/Olympus' } })).rejects.toMatchObject({ data: { reason: 'debtors.unknown_time_zone' } })
    expect(await rig.client.imports({ businessId: rig.businessId })).toEqual([])
  })

  it('remembers how a file of these columns was understood', async () => {
    const mapping = { fields: { nationalId: 0, name: 1, company: 4 }, phones: [3, 2], variables: { cupon: 5 } }
    await rig.importFile(file(ana), { mapping })
    const preview = await rig.client.previewImport({ businessId: rig.businessId, uploadId: rig.store(file(beto), 'other.csv'), simulated: false, kind: 'debtors', defaults: chile })
    expect(preview).toMatchObject({ mappingRemembered: true, mapping })
    expect(preview.rows[0]?.debtor).toMatchObject({ nationalId: '22222222-2', phones: ['+56912345678'] })
  })
})

describe('an import that does not come to its end', () => {
  const many = (count: number) => file(...Array.from({ length: count }, (_, index) => `${1000 + index};Persona ${index};9${String(10_000_000 + index)};;Acme;F-${index};1;1000;05/09/2026`))
  const free = { ...chile, nationalIdKind: 'free' as const }

  it('changes nothing when it is cancelled while it is read', async () => {
    const { id } = await rig.start(many(3_000), { defaults: free })
    expect((await rig.client.cancelImport({ importId: id })).id).toBe(id)
    await rig.runner.idle()
    expect(await rig.client.importById({ importId: id })).toMatchObject({ state: 'cancelled', created: 0 })
    expect(rig.count('SELECT (SELECT count(*) FROM debtors) + (SELECT count(*) FROM debtor_import_parts)')).toBe(0)
    await expect(rig.client.cancelImport({ importId: id })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is rolled back when it is cancelled while it reaches the floor: new debtors go, changed ones are as before', async () => {
    await rig.importFile(file('1000;Antes;912345678;;Acme;F-0;7;555;05/09/2026'), { defaults: free })
    const before = [rig.all('SELECT national_id, name, owed_minor FROM debtors'), rig.all('SELECT number, position, state FROM debtor_phones'), rig.all('SELECT company, reference, instalments, amount_minor, state FROM debts')]
    const campaignId = rig.campaign()
    const { id } = await rig.start(many(3_000), { defaults: free, campaignId })
    const stream = rig.events.stream('test.0')
    for await (const { event } of stream) {
      if (event.type === 'debtor_import.progress' && event.importId === id && event.state === 'applying' && rig.count('SELECT rows_applied FROM debtor_imports WHERE id = ?', id) > 0) break
      if (event.type === 'job.progress') if (rig.count('SELECT rows_applied FROM debtor_imports WHERE id = ?', id) > 0) break
    }
    expect(rig.count('SELECT rows_applied FROM debtor_imports WHERE id = ?', id)).toBeLessThan(3_000)
    await rig.client.cancelImport({ importId: id })
    await rig.runner.idle()
    expect(await rig.client.importById({ importId: id })).toMatchObject({ state: 'cancelled', kept: 0 })
    expect([rig.all('SELECT national_id, name, owed_minor FROM debtors'), rig.all('SELECT number, position, state FROM debtor_phones'), rig.all('SELECT company, reference, instalments, amount_minor, state FROM debts')]).toEqual(before)
    expect(rig.count('SELECT (SELECT count(*) FROM call_jobs) + (SELECT count(*) FROM debtor_import_parts)')).toBe(0)
  })

  it('changes nothing when the file breaks in the middle', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => JSON.stringify({ rut: String(1000 + index), nombre: `Persona ${index}`, telefono: `9${10_000_000 + index}`, empresa: 'Acme' }))
    const done = await rig.importFile(`[${rows.join(',')},,]`, { defaults: free, fileName: 'people.json', mapping: { fields: { nationalId: 0, name: 1, company: 3 }, phones: [2], variables: {} } })
    expect(done.state).toBe('failed')
    expect(done.error).toMatch(/^ingest\.broken_json/)
    expect(rig.count('SELECT count(*) FROM debtors')).toBe(0)
  })
})

describe('undoing', () => {
  it('takes back what the import made, changed and put into its campaign', async () => {
    await rig.importFile(file(ana))
    const before = [people(), rig.all('SELECT debtor_seq, number, position FROM debtor_phones'), rig.all('SELECT reference, amount_minor FROM debts')]
    const { id } = await rig.importFile(file(`${ana.replace('38.981', '1.000').replace(';;', ';922222222;')}`, beto), { campaignId: rig.campaign() })
    expect(people()).toHaveLength(2)
    await rig.client.undoImport({ importId: id })
    await rig.runner.idle()
    expect(await rig.client.importById({ importId: id })).toMatchObject({ state: 'undone', kept: 0, undoneAt: expect.any(Number) })
    expect([people(), rig.all('SELECT debtor_seq, number, position FROM debtor_phones'), rig.all('SELECT reference, amount_minor FROM debts')]).toEqual(before)
    expect(rig.count('SELECT count(*) FROM call_jobs')).toBe(0)
    await expect(rig.client.undoImport({ importId: id })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('leaves who was called or changed since, counts and names them', async () => {
    const { id } = await rig.importFile(file(ana, beto, '33.333.333-3;Caro Díaz;933333333;;Acme;F-9;1;1.000;05/09/2026'))
    dial('11111111-1')
    const { rows } = await rig.client.list({ filter: { businessId: rig.businessId, simulated: false, text: 'beto' } })
    await rig.client.update({ debtorId: rows[0]!.id, name: 'Beto Soto Rojas' })
    await rig.client.undoImport({ importId: id })
    await rig.runner.idle()
    expect(await rig.client.importById({ importId: id })).toMatchObject({ state: 'undone', kept: 2 })
    expect((await rig.client.keptByUndo({ importId: id })).map(({ name, why }) => [name, why])).toEqual([['Ana Ñuñez', 'called'], ['Beto Soto Rojas', 'changed']])
    expect(people().map((person) => (person as { name: string }).name)).toEqual(['Ana Ñuñez', 'Beto Soto Rojas'])
  })

  it('of an earlier import leaves what a later one changed', async () => {
    const first = await rig.importFile(file(ana, beto))
    await rig.importFile(file(ana.replace('38.981', '1.000')))
    await rig.client.undoImport({ importId: first.id })
    await rig.runner.idle()
    expect(people()).toEqual([{ national_id: '11111111-1', name: 'Ana Ñuñez', owed_minor: 1_000 }])
  })
})

describe('payments of a bank', () => {
  const bank = (...rows: string[]) => `rut;monto;fecha pago;id transaccion\n${rows.join('\n')}\n`

  it('are counted once on the debt they pay, by national id or reference, and can be taken back', async () => {
    await rig.importFile(file(ana, beto))
    const done = await rig.importFile(bank('11.111.111-1;8.981;01/09/2026;T1', '11.111.111-1;30.000;02/09/2026;T2', '33.333.333-3;5.000;02/09/2026;T3'), { kind: 'payments' })
    expect(done).toMatchObject({ state: 'done', created: 2, skipped: 0, failedRows: 1 })
    expect(rig.all('SELECT paid_minor, state FROM debts ORDER BY reference')).toEqual([{ paid_minor: 38_981, state: 'paid' }, { paid_minor: 0, state: 'open' }])
    expect(await textOf(await rig.client.failedRows({ importId: done.id, language: 'es' }))).toContain('33333333-3;5000;2026-09-02;T3;4;Nadie en la base tiene ese documento')
    expect(await rig.importFile(bank('11.111.111-1;8.981;01/09/2026;T1'), { kind: 'payments' })).toMatchObject({ created: 0, skipped: 1 })

    await rig.client.undoImport({ importId: done.id })
    await rig.runner.idle()
    expect(rig.all('SELECT paid_minor, state FROM debts ORDER BY reference')).toEqual([{ paid_minor: 0, state: 'open' }, { paid_minor: 0, state: 'open' }])
    expect(rig.count('SELECT count(*) FROM payments')).toBe(0)
  })

  it('are refused while their day has not come where the debtor lives, though it has where the file comes from', async () => {
    await rig.importFile(file(ana))
    rig.database.prepare(`UPDATE debtors SET time_zone = 'Pacific/Pago_Pago'`).run()
    // Twenty-five hours ahead: always another day.
    const timeZone = 'Pacific/Kiritimati'
    const day = dayText(zoneTime(timeZone).dayAt(Date.now()))
    const done = await rig.importFile(bank(`11.111.111-1;8.981;${day};T1`), { kind: 'payments', defaults: { ...chile, timeZone } })
    expect(done).toMatchObject({ created: 0, failedRows: 1 })
    expect(await textOf(await rig.client.failedRows({ importId: done.id, language: 'en' }))).toContain('The date of the payment is in the future')
    expect(rig.count('SELECT sum(paid_minor) FROM debts')).toBe(0)
  })

  it('by reference alone are told apart from a reference that several people share', async () => {
    await rig.importFile(file(ana, beto.replace('F-2', 'F-1'), '33.333.333-3;Caro;933333333;;Acme;F-9;1;1.000;05/09/2026'))
    const done = await rig.importFile('referencia;monto;fecha pago\nF-9;400;01/09/2026\nF-1;400;01/09/2026\n', { kind: 'payments' })
    expect(done).toMatchObject({ created: 1, failedRows: 1 })
    expect(await textOf(await rig.client.failedRows({ importId: done.id, language: 'en' }))).toContain('Several people have a debt under that reference')
    const [debt] = rig.all<{ id: string }>('SELECT debtors.id FROM debtors WHERE national_id = ?', '33333333-3')
    expect(await rig.client.payments({ debtorId: debt!.id })).toMatchObject([{ amount: { minor: 400, currency: 'CLP' }, reference: 'F-9', externalId: null }])
  })
})
