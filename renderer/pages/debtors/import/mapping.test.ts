import { describe, expect, test } from 'vitest'
import type { ImportDefaults } from '../../../../engine/contract/debtors.ts'
import { draftOf, mappingOf, missingFrom, movedPhone, unusedColumns, variableName, withField, withPhone, withVariable, type Draft } from './mapping.ts'

const draft: Draft = { fields: { nationalId: 0, name: 1, amount: 4 }, phones: [2, 3], variables: { sucursal: 5 } }
const defaults: ImportDefaults = { country: 'CL', nationalIdKind: 'rut', currency: 'CLP', company: 'Tienda Faro', language: 'es', timeZone: 'America/Santiago' }

describe('a column feeds one thing', () => {
  test('a field takes it from a phone, a phone from a variable, a variable from a field', () => {
    expect(withField(draft, 'company', 3)).toEqual({ ...draft, fields: { ...draft.fields, company: 3 }, phones: [2] })
    expect(withPhone(draft, 5)).toEqual({ ...draft, phones: [2, 3, 5], variables: {} })
    expect(withVariable(draft, 'nombre', 1)).toEqual({ fields: { nationalId: 0, amount: 4 }, phones: [2, 3], variables: { sucursal: 5, nombre: 1 } })
  })

  test('a field may be left without one', () => {
    expect(withField(draft, 'amount', null).fields).toEqual({ nationalId: 0, name: 1 })
  })

  test('what is used by nothing is listed', () => {
    expect(unusedColumns(['a', 'b', 'c', 'd', 'e', 'f', 'g'], draft)).toEqual([{ column: 6, name: 'g' }])
  })
})

test('phones are tried in the order a person gives them', () => {
  expect(movedPhone(draft, 3, -1).phones).toEqual([3, 2])
  expect(movedPhone(draft, 2, -1)).toEqual(draft)
})

test('a mapping goes to the engine with what its kind knows and comes back the same', () => {
  expect(mappingOf('payments', { ...draft, fields: { ...draft.fields, paidOn: 6 } })).toEqual({ fields: { nationalId: 0, amount: 4, paidOn: 6 } })
  expect(draftOf(mappingOf('debtors', draft))).toEqual(draft)
})

test.each([['Días de mora', 'dias_de_mora'], ['2° cuota', 'variable_2_cuota'], ['***', 'variable_'.replace(/_$/, '')], ['Sucursal', 'sucursal_2']])('the column "%s" is spoken as %s', (header, name) => {
  expect(variableName(header, { sucursal: 1 })).toBe(name)
})

test('what is lacking is told', () => {
  expect(missingFrom('debtors', draft, defaults)).toEqual([])
  expect(missingFrom('debtors', { fields: {}, phones: [], variables: {} }, { ...defaults, company: ' ' })).toEqual(['nationalId', 'name', 'phone', 'company'])
  expect(missingFrom('debtors', { fields: { name: 1 }, phones: [2], variables: {} }, { ...defaults, nationalIdKind: 'none' })).toEqual([])
  expect(missingFrom('payments', { fields: { reference: 1 }, phones: [], variables: {} }, defaults)).toEqual(['amount', 'paidOn'])
})
