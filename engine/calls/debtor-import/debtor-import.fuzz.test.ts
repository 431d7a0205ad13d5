import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { nationalIdKinds } from '../../../db/values.ts'
import { debtorFields, paymentFields, type DebtorMapping, type ImportDefaults } from '../../contract/debtors.ts'
import { conventionsOf } from './conventions.ts'
import { guessDebtorMapping, guessPaymentMapping } from './debtor-mapping.ts'
import { debtorReader } from './debtor-row.ts'
import { debtorReadSchema, paymentReadSchema } from './import-part.ts'
import { mergeRows } from './merge.ts'
import { readMoney } from '../../ingest/reading/index.ts'
import { paymentReader } from './payment-row.ts'
import { debtorRowReasons, debtorRowWarnings } from './problems.ts'

const width = 18
const phones = ['987654321', '+56 9 8765 4321', '5.69E+10', '56987654321.0', '987654321 / 223456789', '1155550123', '+12124562368']
const ids = ['12.345.678-5', '123456785', '20-12345678-6', 'HEGG560427MVZRRL04', '1234', 'C-7']
const rest = ['', '-', 'Ana Ríos', 'Tienda Faro', '$ 38.981', '1.234,56', 'US$ 5', '1E+5', '05/11/2026', '31/02/2026', '45905', '5-nov-26', 'America/Lima', 'Texas', 'CL', 'es', 'sí', '\ud800', '\0', '3 cuotas']
const piece = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...phones, ...ids, ...rest) }, { weight: 2, arbitrary: fc.string({ maxLength: 30 }) }, fc.string({ unit: fc.constantFrom('0', '1', '9', '.', ',', '-', '/', ' ', 'E', '+', '$', '(', 'K', 'º', '１'), maxLength: 24 }))
const cells = fc.array(piece, { minLength: width - 2, maxLength: width + 1 })
const defaults: fc.Arbitrary<ImportDefaults> = fc.record({
  country: fc.constantFrom('CL', 'AR', 'MX', 'CO', 'US', 'ES', 'ZZ'), nationalIdKind: fc.constantFrom(...nationalIdKinds), currency: fc.constantFrom('CLP', 'USD', 'MXN'),
  company: fc.constantFrom('', 'Banco Sur'), language: fc.constantFrom('es', 'en'), timeZone: fc.constant('America/Santiago'),
})
const mapping: fc.Arbitrary<DebtorMapping> = fc.record({
  fields: fc.array(fc.tuple(fc.constantFrom(...debtorFields), fc.nat(width - 1)), { maxLength: debtorFields.length }).map((pairs) => Object.fromEntries(pairs)),
  phones: fc.array(fc.nat(width - 1), { maxLength: 4 }),
  variables: fc.dictionary(fc.constantFrom('a', 'b', '__proto__x'), fc.nat(width - 1)),
})
/** Columns that mostly hold what they should, so that sound rows come about too. */
const mostly = (...values: string[]) => fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...values) }, piece)
const plausible = fc.tuple(mostly(...ids), mostly('Ana Ríos', 'Luis Soto'), mostly(...phones), mostly('$ 38.981', '1.234,56', ''), mostly('05/11/2026', '45905'), fc.array(piece, { minLength: width - 5, maxLength: width - 5 }))
  .map(([id, name, phone, amount, day, others]) => [id, name, phone, amount, day, ...others])
const plausibleMapping = fc.record({ more: mapping, simple: fc.boolean() }).map(({ more, simple }): DebtorMapping => ({ fields: { ...(simple ? {} : more.fields), nationalId: 0, name: 1, amount: 3, dueOn: 4 }, phones: [2, ...more.phones], variables: more.variables }))

test('any row under any mapping is a debtor as the schema says, or has reasons that are known', () => {
  let sound = 0
  fc.assert(fc.property(fc.oneof(fc.tuple(cells, mapping), fc.tuple(plausible, plausibleMapping)), defaults, ([row, columns], forAll) => {
    const conventions = conventionsOf([row], { dates: [columns.fields.dueOn], amount: columns.fields.amount }, forAll.country)
    const reading = debtorReader({ mapping: columns, columnCount: width, defaults: forAll, conventions, today: '2026-11-21' })(row)
    if ('failed' in reading) return reading.failed.length > 0 && reading.failed.every((reason) => debtorRowReasons.includes(reason))
    sound += 1
    // As it comes out of the text in which it crosses.
    const debtor = debtorReadSchema.parse(JSON.parse(JSON.stringify({ rowNumber: 1, ...reading.ok })))
    return debtor.warnings.every((warning) => (debtorRowWarnings as string[]).includes(warning)) && mergeRows([debtor, debtor], new Map()).counts.skipped === 1
  }), { numRuns: 2000 })
  expect(sound).toBeGreaterThan(20)
})

test('any row of payments is a payment as the schema says, or has reasons that are known', () => {
  const fields = fc.array(fc.tuple(fc.constantFrom(...paymentFields), fc.nat(width - 1)), { maxLength: 6 }).map((pairs) => Object.fromEntries(pairs))
  const payment = plausible.map((row) => ({ row, fields: { nationalId: 0, amount: 3, paidOn: 4 } }))
  let sound = 0
  fc.assert(fc.property(fc.oneof(fc.record({ row: cells, fields }), payment), defaults, ({ row, fields: columns }, forAll) => {
    const reading = paymentReader({ mapping: { fields: columns }, columnCount: width, defaults: forAll, conventions: { dateOrder: 'dmy', decimalMark: null }, today: '2026-11-21' })(row)
    if ('failed' in reading) return reading.failed.length > 0 && reading.failed.every((reason) => debtorRowReasons.includes(reason))
    sound += 1
    return paymentReadSchema.safeParse({ rowNumber: 1, ...reading.ok, externalId: reading.ok.externalId ?? 'made' }).success
  }), { numRuns: 1000 })
  expect(sound).toBeGreaterThan(20)
})

test('any header and cells give a mapping in which no column feeds two fields', () => {
  const header = fc.oneof(fc.constantFrom('rut', 'Nombre', 'Teléfono 2', 'monto total', 'Fecha', 'empresa', 'to_number', 'cuotas'), fc.string({ maxLength: 20 }))
  fc.assert(fc.property(fc.array(header, { maxLength: 12 }), fc.array(cells, { maxLength: 3 }), (columns, rows) => {
    const { fields, phones: numbers } = guessDebtorMapping(columns, rows, 'CL')
    const used = [...Object.values(fields), ...numbers]
    expect(new Set(used).size).toBe(used.length)
    const paid = Object.values(guessPaymentMapping(columns).fields)
    expect(new Set(paid).size).toBe(paid.length)
  }))
})

test('an amount written in any manner comes back as it was', () => {
  const styles = [['.', ','], [',', '.'], [' ', ','], ["'", '.'], ['', '.'], ['', ',']] as const
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), fc.constantFrom(...styles), fc.constantFrom('', '$', '$ ', 'USD '), (minor, [group, decimal], sign) => {
    const whole = String(Math.floor(minor / 100)).replaceAll(/\B(?=(\d{3})+$)/g, group)
    expect(readMoney(`${sign}${whole}${decimal}${String(minor % 100).padStart(2, '0')}`, 'USD')).toEqual({ minor, currency: 'USD' })
  }))
})
