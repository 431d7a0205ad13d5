import { describe, expect, test } from 'vitest'
import type { ImportDefaults } from '../../contract/debtors.ts'
import { paymentReader } from './payment-row.ts'

const defaults: ImportDefaults = { country: 'CL', nationalIdKind: 'rut', currency: 'CLP', company: '', language: 'es', timeZone: 'America/Santiago' }

function read(cells: readonly string[], otherDefaults: Partial<ImportDefaults> = {}) {
  const mapping = { fields: { nationalId: 0, reference: 1, amount: 2, currency: 3, paidOn: 4, externalId: 5 } }
  return paymentReader({ mapping, columnCount: 6, defaults: { ...defaults, ...otherDefaults }, conventions: { dateOrder: 'dmy', decimalMark: null }, today: '2026-11-21' })(cells)
}

describe('a row of payments', () => {
  test('says who paid how much and when', () => {
    expect(read(['12.345.678-5', 'F-100', '$ 38.981', '', '20/11/2026', 'TX-1'])).toEqual({
      ok: { personKey: 'rut:12345678-5', nationalId: '12345678-5', reference: 'F-100', amountMinor: 38_981, currency: 'CLP', paidOn: '2026-11-20', externalId: 'TX-1' },
    })
  })

  test('needs the person or the reference, not both', () => {
    expect(read(['', 'F-100', '5000', '', '20/11/2026', ''])).toMatchObject({ ok: { personKey: null, reference: 'F-100', externalId: null } })
    expect(read(['123456785', '', '5000', '', '20/11/2026', ''])).toMatchObject({ ok: { personKey: 'rut:12345678-5', reference: null } })
  })

  test('whose id is no person\'s alone needs the reference', () => {
    expect(read(['1234', 'F-100', '5000', '', '20/11/2026', ''], { nationalIdKind: 'ssn_last4' })).toMatchObject({ ok: { personKey: null, reference: 'F-100' } })
    expect(read(['1234', '', '5000', '', '20/11/2026', ''], { nationalIdKind: 'ssn_last4' })).toEqual({ failed: ['payments.row_subject_missing'] })
  })

  test.each([
    ['nobody', ['', '', '5000', '', '20/11/2026', ''], ['payments.row_subject_missing']],
    ['an id that is not sound, even beside a reference', ['12345678-6', 'F-100', '5000', '', '20/11/2026', ''], ['debtors.row_national_id_check_digit']],
    ['no amount', ['12345678-5', '', '', '', '20/11/2026', ''], ['payments.row_amount_missing']],
    ['an amount of zero', ['12345678-5', '', '0', '', '20/11/2026', ''], ['payments.row_amount_zero']],
    ['a charge', ['12345678-5', '', '-5.000', '', '20/11/2026', ''], ['debtors.row_amount_negative']],
    ['another currency than its column', ['12345678-5', '', 'US$ 5', 'CLP', '20/11/2026', ''], ['debtors.row_currency_unknown']],
    ['no date', ['12345678-5', '', '5000', '', '', ''], ['payments.row_date_missing']],
    ['a date that does not exist', ['12345678-5', '', '5000', '', '31/11/2026', ''], ['payments.row_date_invalid']],
    ['a date to come', ['12345678-5', '', '5000', '', '22/11/2026', ''], ['payments.row_date_in_future']],
    ['nothing right', ['x', '', 'y', '', 'z', ''], ['debtors.row_national_id_invalid', 'debtors.row_amount_unreadable', 'payments.row_date_invalid']],
    ['too few cells', ['12345678-5'], ['ingest.row_too_few_cells']],
  ])('with %s is refused with every reason', (_, cells, failed) => {
    expect(read(cells)).toEqual({ failed })
  })
})
