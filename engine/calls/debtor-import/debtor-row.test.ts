import { describe, expect, test } from 'vitest'
import type { DebtorMapping, ImportDefaults } from '../../contract/debtors.ts'
import { zoneOfNumber } from './area-codes.ts'
import { debtorReader } from './debtor-row.ts'
import { debtorReadSchema } from './import-part.ts'

const columns = ['rut', 'nombre', 'to_number', 'try_phones', 'empresa', 'referencia', 'cuotas', 'monto', 'moneda', 'fecha_limite', 'fecha_maxima', 'tipo_deuda', 'zona', 'region', 'pais', 'idioma', 'consentimiento', 'sucursal'] as const
type Column = (typeof columns)[number]

const mapping: DebtorMapping = {
  fields: { nationalId: 0, name: 1, company: 4, reference: 5, instalments: 6, amount: 7, currency: 8, dueOn: 9, lastNegotiableOn: 10, delinquency: 11, timeZone: 12, region: 13, country: 14, language: 15, consentOn: 16 },
  phones: [2, 3],
  variables: { sucursal: 17 },
}
const defaults: ImportDefaults = { country: 'CL', nationalIdKind: 'rut', currency: 'CLP', company: '', language: 'es', timeZone: 'America/Santiago' }
const sound: Partial<Record<Column, string>> = {
  rut: '12.345.678-5', nombre: ' Ana  María Ríos ', to_number: '9 8765 4321', try_phones: '987654321 / 976543210', empresa: 'Tienda Faro', referencia: 'F-100', cuotas: '2', monto: '$ 38.981',
  fecha_limite: '05/11/2026', fecha_maxima: '20/11/2026', tipo_deuda: 'temprana', sucursal: 'Centro',
}

function read(changes: Partial<Record<Column, string>> = {}, otherDefaults: Partial<ImportDefaults> = {}) {
  const reader = debtorReader({ mapping, columnCount: columns.length, defaults: { ...defaults, ...otherDefaults }, conventions: { dateOrder: 'dmy', decimalMark: null }, today: '2026-11-21' })
  const row = { ...sound, ...changes }
  return reader(columns.map((column) => row[column] ?? ''))
}

function readOk(changes: Partial<Record<Column, string>> = {}, otherDefaults: Partial<ImportDefaults> = {}) {
  const reading = read(changes, otherDefaults)
  if ('failed' in reading) throw new Error(`The row failed: ${reading.failed.join(', ')}`)
  return reading.ok
}

describe('a row of debtors', () => {
  test('becomes a person with a debt', () => {
    const debtor = readOk()
    expect(debtor).toEqual({
      personKey: 'rut:12345678-5', nationalIdKind: 'rut', nationalId: '12345678-5', name: 'Ana María Ríos', country: 'CL', region: null, timeZone: 'America/Santiago', language: 'es', consentOn: null,
      phones: ['+56987654321', '+56976543210'], variables: { sucursal: 'Centro' },
      debt: { company: 'Tienda Faro', reference: 'F-100', instalments: 2, amountMinor: 38_981, currency: 'CLP', dueOn: '2026-11-05', lastNegotiableOn: '2026-11-20', delinquency: 'temprana' },
      warnings: [],
    })
    expect(debtorReadSchema.parse({ rowNumber: 2, ...debtor })).toMatchObject(debtor)
  })

  test('needs no more than id, name, phone and company', () => {
    const debtor = readOk({ try_phones: '', referencia: '', cuotas: '', monto: '', fecha_limite: '', fecha_maxima: '', tipo_deuda: '-', sucursal: 's/i', empresa: '' }, { company: 'Tienda Faro' })
    expect(debtor.debt).toEqual({ company: 'Tienda Faro', reference: '', instalments: null, amountMinor: null, currency: 'CLP', dueOn: null, lastNegotiableOn: null, delinquency: null })
    expect(debtor.variables).toEqual({})
  })

  test.each([
    [['12.345.678', '5', 'Ana María', 'Ríos', 'Soto', '987654321'], { nationalId: '12345678-5', name: 'Ana María Ríos Soto' }],
    [['12345678', '5', 'Ana', ' Ríos ', '', '987654321'], { name: 'Ana Ríos' }],
    [['12345678', '5', '', 'Ríos', '-', '987654321'], { name: 'Ríos' }],
  ])('is put together from a check digit and surnames in columns of their own: %j', (cells, ok) => {
    const reader = debtorReader({ mapping: { fields: { nationalId: 0, checkDigit: 1, name: 2, surname: 3, secondSurname: 4 }, phones: [5], variables: {} }, columnCount: 6, defaults: { ...defaults, company: 'Tienda Faro' }, conventions: { dateOrder: 'dmy', decimalMark: null }, today: '2026-11-21' })
    expect(reader(cells)).toMatchObject({ ok })
    expect(reader(cells.with(1, ''))).toEqual({ failed: ['debtors.row_national_id_check_digit'] })
    expect(reader(cells.with(2, '').with(3, '').with(4, ''))).toEqual({ failed: ['debtors.row_name_missing'] })
  })

  test.each<[string, Partial<Record<Column, string>>, string[]]>([
    ['without id', { rut: '' }, ['debtors.row_national_id_missing']],
    ['with a wrong check digit', { rut: '12345678-6' }, ['debtors.row_national_id_check_digit']],
    ['without name', { nombre: ' ' }, ['debtors.row_name_missing']],
    ['without company', { empresa: '' }, ['debtors.row_company_missing']],
    ['without phone', { to_number: '', try_phones: 'sin teléfono' }, ['debtors.row_phone_missing']],
    ['without a sound phone', { to_number: '1234', try_phones: '' }, ['debtors.row_phone_invalid']],
    ['with a phone cut short', { to_number: '5.69E+10', try_phones: '12' }, ['debtors.row_phone_damaged']],
    ['with words for an amount', { monto: 'treinta mil' }, ['debtors.row_amount_unreadable']],
    ['with a negative amount', { monto: '-100' }, ['debtors.row_amount_negative']],
    ['with an amount cut short', { monto: '1.04E+05' }, ['debtors.row_amount_damaged']],
    ['with an amount beyond reason', { monto: '99999999999999' }, ['debtors.row_amount_too_large']],
    ['with an unknown currency', { moneda: 'XYZ' }, ['debtors.row_currency_unknown']],
    ['whose amount names another currency than its column', { moneda: 'CLP', monto: 'US$ 12' }, ['debtors.row_currency_unknown']],
    ['with words for instalments', { cuotas: '2 de 12' }, ['debtors.row_instalments_unreadable']],
    ['due on a day that does not exist', { fecha_limite: '31/02/2026' }, ['debtors.row_due_date_invalid']],
    ['with a last date in the other order', { fecha_maxima: '11/25/2026' }, ['debtors.row_last_date_invalid']],
    ['of no known country', { pais: 'Atlantis' }, ['debtors.row_country_unknown']],
    ['whose country and currency are words of the language this is written in', { pais: 'constructor', moneda: '__proto__' }, ['debtors.row_country_unknown', 'debtors.row_currency_unknown']],
    ['in no known zone', { zona: 'America/Atlantis' }, ['debtors.row_time_zone_unknown']],
    ['with a NUL', { nombre: 'An\0a' }, ['ingest.row_nul_character']],
    ['with prose in a field', { referencia: 'x'.repeat(501) }, ['ingest.row_field_too_long']],
    ['that is wrong in many ways', { rut: 'x', nombre: '', to_number: '1', try_phones: '', monto: 'y' }, ['debtors.row_national_id_invalid', 'debtors.row_name_missing', 'debtors.row_phone_invalid', 'debtors.row_amount_unreadable']],
  ])('%s is refused with every reason', (_, changes, failed) => {
    expect(read(changes)).toEqual({ failed })
  })

  test('whose cells do not fit the header is refused', () => {
    const reader = debtorReader({ mapping, columnCount: columns.length, defaults, conventions: { dateOrder: 'dmy', decimalMark: null }, today: '2026-11-21' })
    const cells = columns.map((column) => sound[column] ?? '')
    expect(reader(cells.slice(0, -1))).toEqual({ failed: ['ingest.row_too_few_cells'] })
    expect(reader([...cells, 'extra'])).toEqual({ failed: ['ingest.row_too_many_cells'] })
    expect(reader([...cells, '', ' '])).toHaveProperty('ok')
  })

  test.each<[string, Partial<Record<Column, string>>, string[]]>([
    ['a phone dropped', { try_phones: '12' }, ['debtors.warning_phone_dropped']],
    ['a fixed line', { try_phones: '223456789' }, ['debtors.warning_phone_not_mobile']],
    ['an extension', { try_phones: '976543210 anexo 3' }, ['debtors.warning_phone_extension']],
    ['an id of one digit', { rut: '11.111.111-1' }, ['debtors.warning_national_id_repeated']],
    ['nothing owed', { monto: '$ 0' }, ['debtors.warning_amount_zero']],
    ['a due date of six years ago', { fecha_limite: '05/11/2020' }, ['debtors.warning_due_date_old']],
    ['dates in the wrong order', { fecha_maxima: '01/11/2026' }, ['debtors.warning_last_date_before_due']],
    ['a language nobody speaks here', { idioma: 'fr' }, ['debtors.warning_language_unknown']],
    ['a consent without date', { consentimiento: 'sí' }, ['debtors.warning_consent_unreadable']],
    ['a consent from the future', { consentimiento: '22/11/2026' }, ['debtors.warning_consent_unreadable']],
  ])('with %s is kept with a warning', (_, changes, warnings) => {
    expect(readOk(changes).warnings).toEqual(warnings)
  })

  test('a consent counts from its date; one that cannot be read does not count', () => {
    expect(readOk({ consentimiento: '01/10/2026' }).consentOn).toBe('2026-10-01')
    expect(readOk({ consentimiento: 'sí' }).consentOn).toBeNull()
    expect(readOk({ consentimiento: 'no' })).toMatchObject({ consentOn: null, warnings: [] })
  })

  test('instalments as programs and people write them', () => {
    expect(['3', '3.0', '3 cuotas', '1 cupón'].map((cuotas) => readOk({ cuotas }).debt.instalments)).toEqual([3, 3, 3, 1])
  })

  test('a person is spoken to in their language', () => {
    expect(readOk({ idioma: 'Inglés' }).language).toBe('en')
    expect(readOk({ idioma: 'es-CL' }, { language: 'en' }).language).toBe('es')
  })
})

describe('the time zone of a debtor', () => {
  const inUnitedStates = { country: 'US', nationalIdKind: 'free', currency: 'USD', timeZone: 'America/New_York' } as const

  test.each<[string, Partial<Record<Column, string>>, string]>([
    ['the column', { zona: 'america/punta_arenas' }, 'America/Punta_Arenas'],
    ['the region', { region: 'Región de Magallanes' }, 'America/Punta_Arenas'],
    ['the country of the first phone', { to_number: '+5491155550123' }, 'America/Argentina/Buenos_Aires'],
    ['the campaign', { region: 'Valparaíso' }, 'America/Santiago'],
  ])('comes from %s', (_, changes, zone) => {
    expect(readOk(changes).timeZone).toBe(zone)
  })

  test.each<[string, string, string, string]>([
    ['the state', '(212) 456-2368', 'CA', 'America/Los_Angeles'],
    ['the state in words', '(212) 456-2368', 'Phoenix, Arizona', 'America/Phoenix'],
    ['the state, not the city of its name', '(212) 456-2368', 'Washington DC', 'America/New_York'],
    ['the longer of two names', '(415) 456-2368', 'West Virginia', 'America/New_York'],
    ['the area code without a state', '(415) 456-2368', '', 'America/Los_Angeles'],
  ])('of the United States comes from %s', (_, to_number, region, timeZone) => {
    expect(readOk({ to_number, try_phones: '', region }, inUnitedStates)).toMatchObject({ timeZone, warnings: [] })
  })

  test('is assumed, with a warning, where a country has several and nothing tells which', () => {
    expect(readOk({ to_number: '(416) 456-2368', try_phones: '' }, inUnitedStates)).toMatchObject({ timeZone: 'America/Toronto', warnings: ['debtors.warning_time_zone_assumed'] })
  })

  test('of Mexico is told by the area codes whose hour is another', () => {
    const inMexico = { country: 'MX', nationalIdKind: 'free', currency: 'MXN', timeZone: 'America/Mexico_City' } as const
    expect(['664 123 4567', '998 123 4567', '55 1234 5678'].map((to_number) => readOk({ to_number, try_phones: '' }, inMexico).timeZone)).toEqual(['America/Tijuana', 'America/Cancun', 'America/Mexico_City'])
  })

  test('is one that every computer knows, for every area code', () => {
    const zones = new Set(Array.from({ length: 1000 }, (_, code) => String(code).padStart(3, '0')).flatMap((code) => ['+1', '+52', '+56'].map((prefix) => zoneOfNumber(`${prefix}${code}5550123`))))
    expect([...zones].filter((zone) => zone !== null && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== zone)).toEqual([])
  })
})

describe('a person without national id', () => {
  test('is known by name and first phone where the kind is free', () => {
    const debtor = readOk({ rut: '' }, { nationalIdKind: 'free' })
    expect(debtor).toMatchObject({ nationalIdKind: 'none', nationalId: '', personKey: 'none:ana maria rios|+56987654321' })
    expect(readOk({ rut: 'c-7' }, { nationalIdKind: 'free' })).toMatchObject({ nationalIdKind: 'free', nationalId: 'C-7', personKey: 'free:C-7' })
  })

  test('is known so, whatever the column holds, where the import says there are none', () => {
    expect(readOk({ rut: 'fila 7' }, { nationalIdKind: 'none' })).toMatchObject({ nationalIdKind: 'none', nationalId: '', personKey: 'none:ana maria rios|+56987654321' })
  })
})
