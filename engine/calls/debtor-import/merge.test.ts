import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import type { DebtorRead, DebtRead } from './import-part.ts'
import { mergeRow, mergeRows, type MergedDebtor } from './merge.ts'

const debt: DebtRead = { company: 'Tienda Faro', reference: 'F-100', instalments: 2, amountMinor: 38_981, currency: 'CLP', dueOn: '2026-11-05', lastNegotiableOn: null, delinquency: 'early' }
const row: DebtorRead = {
  rowNumber: 2, personKey: 'rut:12345678-5', nationalIdKind: 'rut', nationalId: '12345678-5', name: 'Ana Ríos', country: 'CL', region: null, timeZone: 'America/Santiago', language: 'es', consentOn: null,
  phones: ['+56987654321'], variables: { sucursal: 'Centro' }, debt, warnings: [],
}

describe('rows of one person', () => {
  test('unite their phones in order, and the last one that speaks wins', () => {
    const second: DebtorRead = { ...row, rowNumber: 3, name: 'Ana María Ríos', phones: ['+56976543210', '+56987654321'], variables: { plan: 'B' }, debt: { ...debt, instalments: null, amountMinor: 20_000, dueOn: null } }
    const { debtors, counts } = mergeRows([row, second], new Map())
    expect(debtors).toHaveLength(1)
    expect(debtors[0]).toMatchObject({ name: 'Ana María Ríos', phones: ['+56987654321', '+56976543210'], variables: { sucursal: 'Centro', plan: 'B' }, debts: [{ ...debt, amountMinor: 20_000 }] })
    expect(counts).toEqual({ created: 1, updated: 1, skipped: 0 })
  })

  test('have one debt for each company and reference', () => {
    const rows = [row, { ...row, debt: { ...debt, reference: 'F-101' } }, { ...row, debt: { ...debt, company: 'Banco Sur' } }, { ...row, debt: { ...debt, company: 'TIENDA  FARO', amountMinor: 1 } }]
    expect(mergeRows(rows, new Map()).debtors[0]!.debts.map(({ company, reference, amountMinor }) => [company, reference, amountMinor])).toEqual([['Tienda Faro', 'F-100', 1], ['Tienda Faro', 'F-101', 38_981], ['Banco Sur', 'F-100', 38_981]])
  })

  test('that say nothing new are skipped, also against the floor', () => {
    const { debtor } = mergeRow(null, row)
    expect(mergeRow(debtor, { ...row, rowNumber: 9, variables: {}, debt: { ...debt, delinquency: null } }).effect).toBe('skipped')
    expect(mergeRows([row], new Map([[row.personKey, debtor]])).counts).toEqual({ created: 0, updated: 0, skipped: 1 })
  })

  test('warn when another amount replaces one that no reference tells apart', () => {
    const without = { ...row, debt: { ...debt, reference: '' } }
    const { warnings } = mergeRows([without, { ...without, rowNumber: 3, debt: { ...without.debt, amountMinor: 5 } }], new Map())
    expect(warnings).toEqual([{ rowNumber: 3, warnings: ['debtors.warning_debt_replaced'] }])
  })

  test('warn when the names have nothing in common', () => {
    const { debtor } = mergeRow(null, row)
    expect(mergeRow(debtor, { ...row, name: 'RIOS PEREZ ANA' }).warnings).toEqual([])
    expect(mergeRow(debtor, { ...row, name: 'Luis Soto' }).warnings).toEqual(['debtors.warning_name_differs'])
  })

  test('are all counted, come to the same whether merged at once or part by part, and change nothing when they come again', () => {
    const rows = fc.array(fc.record({
      person: fc.integer({ min: 1, max: 4 }), phone: fc.constantFrom('+56987654321', '+56976543210', '+56965432109'), reference: fc.constantFrom('', 'A', 'B'),
      amountMinor: fc.option(fc.integer({ min: 0, max: 3 })), variable: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    }), { maxLength: 30 }).map((list) => list.map(({ person, phone, reference, amountMinor, variable }, index): DebtorRead => ({
      ...row, rowNumber: index + 1, personKey: `rut:${person}`, phones: [phone], variables: variable === undefined ? {} : { v: variable }, debt: { ...debt, reference, amountMinor },
    })))
    fc.assert(fc.property(rows, fc.nat(30), (list, cut) => {
      const whole = mergeRows(list, new Map())
      expect(whole.counts.created + whole.counts.updated + whole.counts.skipped).toBe(list.length)
      expect(whole.counts.created).toBe(new Set(list.map(({ personKey }) => personKey)).size)

      const floor = new Map<string, MergedDebtor>(mergeRows(list.slice(0, cut), new Map()).debtors.map((debtor) => [debtor.personKey, debtor]))
      for (const debtor of mergeRows(list.slice(cut), floor).debtors) floor.set(debtor.personKey, debtor)
      expect(floor).toEqual(new Map(whole.debtors.map((debtor) => [debtor.personKey, debtor])))

      expect(list.slice(-1).map((last) => mergeRow(floor.get(last.personKey)!, last).effect)).toEqual(list.slice(-1).map(() => 'skipped'))
    }))
  })
})
