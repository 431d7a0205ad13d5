import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImportDefaults } from '../../contract/debtors.ts'
import type { ExecutionContext } from '../../jobs/define-job.ts'
import { execute, type ImportWork } from './import-debtors.work.ts'
import { debtorReadSchema, importPartSchema, paymentReadSchema, rowFailureSchema, type DebtorRead, type ImportPart, type PaymentRead, type RowFailure } from './import-part.ts'

const defaults: ImportDefaults = { country: 'CL', nationalIdKind: 'rut', currency: 'CLP', company: 'Tienda Faro', language: 'es', timeZone: 'America/Santiago' }
const debtorsMapping = { fields: { nationalId: 0, name: 1, amount: 3, dueOn: 4 }, phones: [2], variables: {} }
const paymentsMapping = { fields: { nationalId: 0, amount: 1, paidOn: 2 } }

let folder: string
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'vocero-debtors-')) })
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Runs the work on a file's text; `stopAfter` parts it is cancelled. */
async function run(text: string, changes: Partial<ImportWork> = {}, stopAfter = Number.POSITIVE_INFINITY) {
  const path = join(folder, 'file')
  await writeFile(path, text)
  const parts: ImportPart[] = []
  const controller = new AbortController()
  const context: ExecutionContext = {
    signal: controller.signal,
    cancelled: () => controller.signal.aborted,
    progress: () => undefined,
    emit: async (part) => {
      parts.push(importPartSchema.parse(part))
      if (parts.length >= stopAfter) controller.abort()
    },
  }
  const work = { kind: 'debtors', path, fileName: 'deudores.csv', mapping: debtorsMapping, defaults, today: '2026-11-21', afterRow: 0, ...changes }
  const outcome = await execute(work, context)
  return { outcome, parts, failed: parts.flatMap((part) => rowFailureSchema.array().parse(JSON.parse(part.failed))) }
}

const debtorsOf = (parts: readonly ImportPart[]): DebtorRead[] => parts.flatMap((part) => debtorReadSchema.array().parse(JSON.parse(part.rows)))
const paymentsOf = (parts: readonly ImportPart[]): PaymentRead[] => parts.flatMap((part) => paymentReadSchema.array().parse(JSON.parse(part.rows)))

const header = 'RUT;Nombre;Telefono;Monto;Vencimiento\n'
/** A sound row of its own person, by the check digit of modulus 11. */
function line(person: number): string {
  const body = String(10_000_000 + person)
  const sum = [...body].toReversed().reduce((total, digit, place) => total + Number(digit) * (2 + (place % 6)), 0)
  const digit = '0K987654321'[sum % 11]!
  return `${body}-${digit};Persona ${person};9${String(80_000_000 + person)};$ 38.981;05/11/2026\n`
}
const file = (rows: number) => header + Array.from({ length: rows }, (_, index) => line(index)).join('')

describe('reading a file of debtors', () => {
  test('hands over every row once, sound or with its reasons and cells, with the numbers a spreadsheet shows', async () => {
    const { outcome, parts, failed } = await run(`${header}${line(1)}12345678-6;Luis Soto;123;x;31/02/2026\n\n${line(2)}`)
    expect(outcome).toEqual({ outcome: 'done', result: { rows: 3 } })
    expect(debtorsOf(parts).map(({ rowNumber, name }) => [rowNumber, name])).toEqual([[2, 'Persona 1'], [5, 'Persona 2']])
    expect(failed).toEqual([{
      rowNumber: 3, cells: ['12345678-6', 'Luis Soto', '123', 'x', '31/02/2026'],
      reasons: ['debtors.row_national_id_check_digit', 'debtors.row_phone_invalid', 'debtors.row_amount_unreadable', 'debtors.row_due_date_invalid'],
    } satisfies RowFailure])
    expect(parts.at(-1)).toMatchObject({ last: true, lastRow: 5, total: 3 })
  })

  test('in parts of at most 1,000 rows that add up', async () => {
    const { parts } = await run(file(2345))
    expect(parts.map((part) => part.rowCount)).toEqual([1000, 1000, 345])
    expect(parts.map((part) => part.rowsRead)).toEqual([1000, 1000, 345])
    expect(parts.map((part) => part.lastRow)).toEqual([1001, 2001, 2346])
    expect(parts.map((part) => part.last)).toEqual([false, false, true])
    expect(parts.at(-1)!.total).toBe(2345)
    expect(new Set(debtorsOf(parts).map((debtor) => debtor.personKey)).size).toBe(2345)
  })

  test('goes on behind the row it had come to when it is cut off', async () => {
    const text = file(2500)
    const first = await run(text, {}, 1)
    expect(first.outcome).toMatchObject({ outcome: 'retry' })
    const second = await run(text, { afterRow: first.parts.at(-1)!.lastRow })
    expect(second.outcome).toEqual({ outcome: 'done', result: { rows: 2500 } })
    expect([...debtorsOf(first.parts), ...debtorsOf(second.parts)].map(({ rowNumber }) => rowNumber)).toEqual(Array.from({ length: 2500 }, (_, index) => index + 2))
    expect([...first.parts, ...second.parts].reduce((sum, part) => sum + part.rowsRead, 0)).toBe(2500)
  })

  test('reads the days in the order that the file proves', async () => {
    const { parts } = await run(`${header}${line(1).replace('05/11/2026', '11/05/2026')}${line(2).replace('05/11/2026', '11/25/2026')}`)
    expect(debtorsOf(parts).map(({ debt }) => debt.dueOn)).toEqual(['2026-11-05', '2026-11-25'])
  })

  test('reads semicolons in Latin-1 below a title', async () => {
    const path = join(folder, 'latin.csv')
    await writeFile(path, Buffer.from(`Cartera de noviembre;;;;\n${header}${line(1).replace('Persona 1', 'Íñigo Núñez')}`, 'latin1'))
    const text = await run('unused', { path, fileName: 'latin.csv' })
    expect(debtorsOf(text.parts)).toMatchObject([{ rowNumber: 3, name: 'Íñigo Núñez' }])
  })

  test('fails with the reason of the file when that breaks, and hands over nothing as the end', async () => {
    const { outcome, parts } = await run(`${file(1500)}"se abre\n${line(1)}`)
    expect(outcome).toMatchObject({ outcome: 'failed', error: 'ingest.unclosed_quote 1502' })
    expect(parts.every((part) => !part.last)).toBe(true)
    expect((await run('')).outcome).toEqual({ outcome: 'failed', error: 'ingest.empty_file' })
  })
})

describe('reading a file of payments', () => {
  const payments = 'RUT;Abono;Fecha\n12345678-5;$ 5.000;05/11/2026\n12345678-5;$ 5.000;05/11/2026\n12345678-5;$ 7.000;05/11/2026\n'
  const asPayments = { kind: 'payments', mapping: paymentsMapping, fileName: 'banco.csv' } as const

  test('names payments that the bank gives no name, equal ones apart and the same in every file', async () => {
    const { parts } = await run(payments, asPayments)
    const ids = paymentsOf(parts).map((payment) => payment.externalId)
    expect(new Set(ids).size).toBe(3)
    const later = await run(`${payments}12345678-5;$ 9.000;06/11/2026\n`, asPayments)
    expect(paymentsOf(later.parts).map((payment) => payment.externalId).slice(0, 3)).toEqual(ids)
    const rest = await run(payments, { ...asPayments, afterRow: 2 })
    expect(paymentsOf(rest.parts).map((payment) => payment.externalId)).toEqual(ids.slice(1))
  })
})
