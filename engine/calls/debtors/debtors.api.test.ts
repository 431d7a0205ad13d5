import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../db/id.ts'
import { putNamespaceTx, replaceEntryTx } from '../../../db/queries/answer-cache.ts'
import { insertHitTx } from '../../../db/queries/answer-cache-hits.ts'
import { insertBusinessTx } from '../../../db/queries/businesses.ts'
import { callJobBySeq, changeCallJobTx } from '../../../db/queries/call-jobs.ts'
import { decisionsOf } from '../../../db/queries/call-rounds.ts'
import { changeDebtorTx } from '../../../db/queries/debtors-write.ts'
import { insertInferenceTx } from '../../../db/queries/inferences.ts'
import { changeRecordingTx, insertRecordingTx } from '../../../db/queries/recordings.ts'
import { writeTx } from '../../../db/tx.ts'
import { inferenceRow } from '../../../tests/harness/inference-row.ts'
import { openDebtorsRig, type DebtorsRig } from '../../../tests/support/debtors.ts'
import { unzip } from '../../../tests/support/unzip.ts'
import { jobDocument, promising } from '../../../tests/fixtures/job-documents.ts'
import type { DebtorFilter } from '../../contract/debtors.ts'

let rig: DebtorsRig
beforeEach(() => { rig = openDebtorsRig() })
afterEach(() => rig.close())

const filter = (more: Partial<DebtorFilter> = {}): DebtorFilter => ({ businessId: rig.businessId, simulated: false, ...more })
const header = 'rut;nombre;telefono;empresa;referencia;monto_total;fecha_limite;tipo_deuda'
const people = [
  '11.111.111-1;Ana Ñuñez;987654321;Acme;F-1;300;05/09/2026;temprana', '22.222.222-2;Beto Soto;912345678;Norte;F-2;100;07/09/2026;tardia',
  '33.333.333-3;Caro Díaz;933333333;Acme;F-3;;;temprana', '44.444.444-4;Dani Núñez;944444444;Sur;F-4;200;06/09/2026;',
]
const file = () => `${[header, ...people].join('\n')}\n`
const names = async (more: Partial<DebtorFilter> = {}, sort?: { column: 'name' | 'nationalId' | 'owed' | 'dueOn' | 'lastAttemptAt' | 'attempts'; descending: boolean }) => {
  const { rows, total } = await rig.client.list({ filter: filter(more), ...(sort === undefined ? {} : { sort }) })
  expect(total).toBe(rows.length)
  return rows.map((row) => row.name.split(' ')[0])
}
const idOf = (nationalId: string) => rig.all<{ id: string }>('SELECT id FROM debtors WHERE national_id = ?', nationalId)[0]!.id
const joined = async (parts: AsyncIterable<string>) => {
  const all: string[] = []
  for await (const part of parts) all.push(part)
  return all
}

describe('the list of debtors', () => {
  beforeEach(() => rig.importFile(file()))

  it('is in any order; who has no value comes last either way', async () => {
    expect(await names()).toEqual(['Ana', 'Beto', 'Caro', 'Dani'])
    expect(await names({}, { column: 'nationalId', descending: true })).toEqual(['Dani', 'Caro', 'Beto', 'Ana'])
    expect(await names({}, { column: 'owed', descending: false })).toEqual(['Beto', 'Dani', 'Ana', 'Caro'])
    expect(await names({}, { column: 'owed', descending: true })).toEqual(['Ana', 'Dani', 'Beto', 'Caro'])
    expect(await names({ companies: ['Acme', 'Sur'] }, { column: 'dueOn', descending: true })).toEqual(['Dani', 'Ana', 'Caro'])
    expect((await rig.client.list({ filter: filter(), sort: { column: 'dueOn', descending: false }, offset: 2, limit: 5 })).rows.map((row) => row.name)).toEqual(['Beto Soto', 'Caro Díaz'])
  })

  it('finds by name without accents, national id in any spelling, and part of a number', async () => {
    expect(await names({ text: 'nunez' })).toEqual(['Ana', 'Dani'])
    expect(await names({ text: 'NÚÑEZ ana' })).toEqual(['Ana'])
    expect(await names({ text: '22.222.222' })).toEqual(['Beto'])
    expect(await names({ text: '9 3333 3333' })).toEqual(['Caro'])
    expect(await names({ text: 'nobody' })).toEqual([])
  })

  it('is narrowed by company, delinquency, campaign, list and promise, alone and together', async () => {
    expect(await rig.client.facets({ businessId: rig.businessId, simulated: false })).toEqual({ companies: ['Acme', 'Norte', 'Sur'], delinquencies: ['tardia', 'temprana'] })
    expect(await names({ delinquencies: ['temprana'], text: 'caro' })).toEqual(['Caro'])
    const campaignId = rig.campaign()
    await rig.importFile(`${header}\n${people[1]}\n`, { campaignId })
    expect(await names({ campaignId })).toEqual(['Beto'])
    expect(await names({ statuses: ['pending'] })).toEqual(['Beto'])
    expect(await names({ statuses: ['done'] })).toEqual([])
    await rig.client.addDoNotCall({ businessId: rig.businessId, simulated: false, scope: 'number', number: '+56944444444', reason: 'Lo pidió' })
    expect(await names({ doNotCall: true })).toEqual(['Dani'])
    expect(await names({ doNotCall: false })).toEqual(['Ana', 'Beto', 'Caro'])
    expect(await names({ promised: false, doNotCall: false, companies: ['Acme'] })).toEqual(['Ana', 'Caro'])
    expect(await names({ promised: true })).toEqual([])
  })

  it('never shows anybody of another floor, whatever is asked', async () => {
    await rig.importFile(`${header}\n55.555.555-5;Eva Soto;955555555;Acme;F-1;300;05/09/2026;temprana\n`, { simulated: true })
    for (const more of [{}, { companies: ['Acme'] }, { delinquencies: ['temprana'] }, { text: 'soto' }, { text: '955555555' }, { doNotCall: false }]) expect(await names(more)).not.toContain('Eva')
    expect(await names({ simulated: true, companies: ['Acme'] })).toEqual(['Eva'])
  })

  it('is exported in the order shown', async () => {
    const csv = (await joined(await rig.client.export({ filter: filter({ companies: ['Acme'] }), sort: { column: 'name', descending: true }, format: 'csv', language: 'es' }))).join('')
    expect(csv.split('\r\n').slice(1, 3)).toEqual([expect.stringContaining('33333333-3;Caro Díaz;+56933333333;1;Acme'), expect.stringContaining('11111111-1;Ana Ñuñez;+56987654321;1;Acme;1;300;CLP;2026-09-05;temprana')])
    expect(JSON.parse((await joined(await rig.client.export({ filter: filter(), format: 'json', language: 'es' }))).join(''))).toHaveLength(4)
  })
})

describe('one debtor', () => {
  beforeEach(() => rig.importFile(file()))

  it('is changed by hand, and phones are added and marked', async () => {
    const debtorId = idOf('11111111-1')
    expect(await rig.client.update({ debtorId, name: 'Ana Ñuñez Vera', timeZone: 'america/punta_arenas', consent: { at: 5, source: 'Formulario' } })).toMatchObject({ name: 'Ana Ñuñez Vera', timeZone: 'America/Punta_Arenas', consentAt: 5 })
    expect(await names({ text: 'vera' })).toEqual(['Ana'])
    expect((await rig.client.addPhone({ debtorId, number: '2 2345 6789' })).phones.map((phone) => phone.number)).toEqual(['+56987654321', '+56223456789'])
    await expect(rig.client.addPhone({ debtorId, number: '+56 9 8765 4321' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(rig.client.addPhone({ debtorId, number: '123' })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'debtors.phone_invalid' } })
    expect((await rig.client.setPhoneState({ debtorId, number: '+56987654321', state: 'wrong_person' })).phones[0]).toMatchObject({ state: 'wrong_person', stateAt: expect.any(Number) })
    await expect(rig.client.update({ debtorId, timeZone: 'Mars' })).rejects.toMatchObject({ code: 'INVALID' })
    await expect(rig.client.get({ debtorId: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the do-not-call list', () => {
  beforeEach(() => rig.importFile(file()))

  it('takes people and numbers once, one by one or as a file, and lets them go only with a reason', async () => {
    const of = { businessId: rig.businessId, simulated: false }
    const entry = await rig.client.addDoNotCall({ ...of, scope: 'person', debtorId: idOf('11111111-1'), reason: 'Lo pidió' })
    expect(entry).toMatchObject({ subject: '11111111-1', name: 'Ana Ñuñez', source: 'person' })
    await expect(rig.client.addDoNotCall({ ...of, scope: 'person', debtorId: idOf('11111111-1'), reason: 'Otra vez' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await rig.client.importDoNotCall({ ...of, country: 'CL', lines: ['22.222.222-2', '9 3333 3333', '11111111-1', 'nonsense'], reason: 'Registro nacional' })).toEqual({ added: 2, already: 1, refused: ['nonsense'] })
    expect((await rig.client.get({ debtorId: idOf('33333333-3') })).doNotCall).toMatchObject([{ scope: 'number', subject: '+56933333333' }])
    expect(await rig.client.liftDoNotCall({ id: entry.id, reason: 'Firmó de nuevo' })).toMatchObject({ liftedReason: 'Firmó de nuevo' })
    await expect(rig.client.liftDoNotCall({ id: entry.id, reason: 'Firmó de nuevo' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await rig.client.doNotCall(of)).total).toBe(2)
    expect((await rig.client.doNotCall({ ...of, lifted: true })).rows).toMatchObject([{ id: entry.id }])
    expect((await rig.client.doNotCall({ ...of, simulated: true })).total).toBe(0)
    expect((await joined(await rig.client.exportDoNotCall({ ...of, language: 'en' }))).join('')).toContain('person,22222222-2,Beto Soto,file,Registro nacional')
  })
})

describe('evidence and erasing', () => {
  const sound = Buffer.from('RIFF the sound of a voice')
  const kept = () => join(rig.folder.path, 'recordings', 'call.wav')
  beforeEach(async () => {
    await rig.importFile(JSON.stringify([jobDocument({ turns: promising })]), { kind: 'job_documents' })
    mkdirSync(join(rig.folder.path, 'recordings'))
    writeFileSync(kept(), sound)
    writeTx(rig.database, (tx) => {
      insertRecordingTx(tx, 1)
      changeRecordingTx(tx, 1, { state: 'kept', file: 'call.wav', content_type: 'audio/wav', bytes: sound.length, sha256: hash('sha256', sound) })
    })
  })

  it('evidence is one archive whose manifest names every file with its hash', async () => {
    const parts = await joined(await rig.client.evidence({ debtorId: idOf('11111111-1'), language: 'es' }))
    const files = unzip(Buffer.concat(parts.map((part) => Buffer.from(part, 'base64'))))
    const manifest = JSON.parse(files.get('manifest.json')!.toString()) as { files: { name: string; sha256: string; bytes: number }[]; missingRecordings: unknown[] }
    expect(manifest.files.map((each) => each.name).sort()).toEqual([...files.keys()].filter((name) => name !== 'manifest.json').sort())
    for (const { name, sha256, bytes } of manifest.files) expect([name, hash('sha256', files.get(name)!), files.get(name)!.length]).toEqual([name, sha256, bytes])
    const named = (pattern: RegExp) => [...files].find(([name]) => pattern.test(name))?.[1].toString() ?? ''
    expect(named(/^calls\/.*\.txt$/)).toContain('Interlocutor: Voy a pagar los ochenta y cuatro mil pesos el 20 de mayo.')
    expect(named(/^recordings\/.*\.wav$/)).toBe(sound.toString())
    expect(named(/^promises\.csv$/)).toContain('2026-05-20;84000')
    expect([...files.keys()].filter((name) => name.startsWith('policies/'))).toHaveLength(1)
    expect(manifest.missingRecordings).toEqual([])
  })

  it('says which recordings are gone', async () => {
    writeTx(rig.database, (tx) => changeRecordingTx(tx, 1, { state: 'removed', file: null }))
    const files = unzip(Buffer.from((await joined(await rig.client.evidence({ debtorId: idOf('11111111-1'), language: 'en' }))).join(''), 'base64'))
    expect(JSON.parse(files.get('manifest.json')!.toString())).toMatchObject({ missingRecordings: [{ state: 'removed' }] })
  })

  it('erasing wants the national id, waits for a call to end, and leaves nothing by which the person is known', async () => {
    const debtorId = idOf('11111111-1')
    await rig.client.addDoNotCall({ businessId: rig.businessId, simulated: false, scope: 'person', debtorId, reason: 'Lo pidió' })
    await expect(rig.client.erase({ debtorId, confirmation: '1-9' })).rejects.toMatchObject({ code: 'INVALID' })
    rig.database.prepare(`UPDATE call_attempts SET state = 'live'`).run()
    await expect(rig.client.erase({ debtorId, confirmation: '11111111-1' })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'debtors.call_under_way' } })
    rig.database.prepare(`UPDATE call_attempts SET state = 'ended'`).run()

    expect(await rig.client.erase({ debtorId, confirmation: '11.111.111-1' })).toMatchObject({ name: '', nationalId: '', phones: [], erasedAt: expect.any(Number), variables: {} })
    expect(existsSync(kept())).toBe(false)
    expect(rig.all('SELECT count(*) AS calls, sum(contact) AS contacts, sum(cost_millicents) AS cost FROM call_attempts')).toEqual([{ calls: 1, contacts: 1, cost: 13_933 }])
    expect(rig.all('SELECT subject, name, lifted_at FROM do_not_call')).toEqual([{ subject: 'rut:11111111-1', name: null, lifted_at: null }])
    await rig.importFile(`${header}\n${people[1]}\n`)
    // The entry keeps the id on purpose; it is taken away here without leaving its bytes, so that only traces of the person are looked for.
    rig.database.sqlite.pragma('secure_delete = ON')
    rig.database.prepare('DELETE FROM do_not_call').run()
    rig.database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
    const bytes = readFileSync(join(rig.folder.path, 'vocero.sqlite')).toString('latin1')
    for (const trace of ['Rosa Prueba', 'rosa prueba', '11111111-1', '11.111.111-1', '965550141', 'ochenta y cuatro mil']) expect([trace, bytes.includes(trace)]).toEqual([trace, false])
    await expect(rig.client.update({ debtorId, name: 'X' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(rig.client.erase({ debtorId, confirmation: '' })).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('erasing reaches what language models were told', () => {
  const audit = (businessId: string | null, more: Partial<Parameters<typeof insertInferenceTx>[1]>) => writeTx(rig.database, (tx) => insertInferenceTx(tx, inferenceRow({ id: newId(), timestamp: 5, business_id: businessId, cost_nano_usd: 7, ...more }), '2026-01-01'))
  const keep = (businessId: string, question: string, answer: string) => writeTx(rig.database, (tx) => {
    const { seq } = putNamespaceTx(tx, businessId, 'answer', 'key')
    const entry = replaceEntryTx(tx, { namespace_seq: seq, question, question_hash: question, names: '[]', answer, tokens_in: 1, tokens_out: 1, tokens_cached: 0, cost_nano_usd: 1, response_time_ms: 1, expires_at: 9e15 })
    insertHitTx(tx, { id: newId(), business_id: businessId, task: 'answer', at: 5, question, kept_question: 'Otra', answer, similarity: 0.9, exact: 0, served: 1, guard: null, entry_seq: entry.seq })
  })
  const asked = [
    '¿Qué debe ANA  NUÑEZ?', 'Ana\nÑúñez vino', 'el rut 111111111 dijo', 'RUT 11.111.111-1', 'llamar al 9 8765 4321', 'al +56987654321', 'escribir a Ana@Correo.CL',
  ]
  const others = ['Ana Nuñeza llamó', 'Ana no vino', 'la boleta 11.111.112-1', 'al 9 8765 4320', 'a beto@correo.cl']

  it('by name, id, phone or address; figures stay, and so does what is about others', async () => {
    await rig.importFile(file())
    writeTx(rig.database, (tx) => changeDebtorTx(tx, 1, { variables: '{"correo":"ana@correo.cl"}' }, 5))
    const elsewhere = newId()
    writeTx(rig.database, (tx) => insertBusinessTx(tx, { id: elsewhere, name: 'Other', created_at: 0 }))
    for (const text of asked) {
      audit(rig.businessId, { prompt: text })
      audit(null, { response: text, error_message: 'no', fell_back_from: JSON.stringify([{ providerId: 'one', model: 'm', code: 'timeout', message: text }]) })
      keep(rig.businessId, text, 'Nada.')
      keep(rig.businessId, `¿Quién? ${text.length}`, text)
    }
    for (const text of others) {
      audit(rig.businessId, { prompt: text })
      keep(rig.businessId, text, 'Nada.')
    }
    audit(elsewhere, { prompt: asked[0]! })
    keep(elsewhere, asked[0]!, 'Nada.')
    await rig.client.erase({ debtorId: idOf('11111111-1'), confirmation: '11111111-1' })

    expect(rig.all(`SELECT prompt FROM ai_audit_logs WHERE prompt <> '[erased]' ORDER BY seq`)).toEqual([...others, asked[0]!].map((prompt) => ({ prompt })))
    expect(rig.all(`SELECT DISTINCT response, error_message, fell_back_from FROM ai_audit_logs WHERE business_id IS NULL`)).toEqual([{ response: '[erased]', error_message: '[erased]', fell_back_from: '[{"providerId":"one","model":"m","code":"timeout","message":"[erased]"}]' }])
    expect(rig.count('SELECT sum(cost_nano_usd) FROM ai_audit_logs')).toBe(7 * (2 * asked.length + others.length + 1))
    expect(rig.all('SELECT question FROM answer_cache_entries ORDER BY seq')).toEqual([...others, asked[0]!].map((question) => ({ question })))
    expect(rig.all(`SELECT question FROM answer_cache_hits WHERE answer <> '' ORDER BY seq`)).toEqual([...others, asked[0]!].map((question) => ({ question })))
  })
})

describe('a consent that is recorded later', () => {
  const excluded = (seq: number, rule: string, more: object = {}) => writeTx(rig.database, (tx) => changeCallJobTx(tx, seq, { status: 'excluded', excluded_rule: rule, excluded_at: 5, finished_at: 5, last_rule: rule, ...more }, 5))
  const consenting = (rut: string) => `rut;nombre;telefono;empresa;referencia;monto_total;consentimiento\n${rut};Beto Soto;912345678;Norte;F-2;100;01/09/2026\n`

  it('brings back whom it was lacking, whoever records it, and forgives nothing else', async () => {
    const campaignId = rig.campaign()
    await rig.importFile(file(), { campaignId })
    excluded(1, 'consent')
    excluded(2, 'consent', { callback_at: 99 })
    excluded(3, 'unanswered_days')
    rig.woken.length = 0
    await rig.client.update({ debtorId: idOf('11111111-1'), consent: { at: Date.UTC(2026, 8, 1, 15), source: 'Formulario' } })
    expect(callJobBySeq(rig.database, 1)).toMatchObject({ status: 'pending', excluded_rule: null, reinstated_at: null, finished_at: null })
    expect(decisionsOf(rig.database, 1)).toMatchObject([{ verdict: 'wait', rule: 'consent_given', figure: '2026-09-01' }])
    expect(rig.woken).toEqual([campaignId])

    await rig.importFile(consenting('22.222.222-2'))
    // The call they had asked for is still owed.
    expect(callJobBySeq(rig.database, 2)).toMatchObject({ status: 'scheduled', next_try_at: 99, excluded_rule: null })
    await rig.client.update({ debtorId: idOf('33333333-3'), consent: { at: Date.UTC(2026, 8, 1, 15), source: 'Formulario' } })
    expect(callJobBySeq(rig.database, 3)).toMatchObject({ status: 'excluded', excluded_rule: 'unanswered_days' })
    expect(decisionsOf(rig.database, 3)).toEqual([])
  })

  it('leaves those of a stopped campaign, and waits for a consent that is still to come', async () => {
    const campaignId = rig.campaign()
    await rig.importFile(file(), { campaignId })
    excluded(1, 'consent')
    await rig.client.update({ debtorId: idOf('11111111-1'), consent: { at: rig.clock.now() + 86_400_000, source: 'Formulario' } })
    expect(callJobBySeq(rig.database, 1)?.status).toBe('excluded')
    rig.database.prepare(`UPDATE campaigns SET state = 'stopped'`).run()
    await rig.client.update({ debtorId: idOf('11111111-1'), consent: { at: 5, source: 'Formulario' } })
    expect(callJobBySeq(rig.database, 1)?.status).toBe('excluded')
  })
})
