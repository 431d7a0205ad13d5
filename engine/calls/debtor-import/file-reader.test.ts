import { describe, expect, test } from 'vitest'
import type { ImportDefaults } from '../../contract/debtors.ts'
import { previewRowSchema } from '../../contract/debtors.ts'
import { previewDebtors, previewPayments } from './file-reader.ts'

const defaults: ImportDefaults = { country: 'US', nationalIdKind: 'free', currency: 'USD', company: 'Harbor Store', language: 'en', timeZone: 'America/New_York' }

describe('the preview', () => {
  test('shows debtors as they will be understood, in the manner that the rows prove, and every reason against the others', () => {
    const head = {
      columns: ['Id', 'Name', 'Phone', 'Balance', 'Due date'],
      rows: [['c-1', 'Ann Reed', '(415) 456-2368', '38.981', '05/11/2026'], ['c-2', 'Bob Lane', '212 456 2368', '12.50', '25/11/2026'], ['c-3', '', '1', 'x', '']],
    }
    const rows = previewDebtors(head, { fields: { nationalId: 0, name: 1, amount: 3, dueOn: 4 }, phones: [2], variables: {} }, defaults, '2026-11-21')
    expect(previewRowSchema.array().parse(rows)).toEqual([
      { cells: head.rows[0], debtor: { nationalId: 'C-1', name: 'Ann Reed', phones: ['+14154562368'], company: 'Harbor Store', reference: '', amount: { minor: 3898, currency: 'USD' }, dueOn: '2026-11-05' }, payment: null, reasons: [], warnings: [] },
      { cells: head.rows[1], debtor: { nationalId: 'C-2', name: 'Bob Lane', phones: ['+12124562368'], company: 'Harbor Store', reference: '', amount: { minor: 1250, currency: 'USD' }, dueOn: '2026-11-25' }, payment: null, reasons: [], warnings: [] },
      { cells: head.rows[2], debtor: null, payment: null, reasons: ['debtors.row_name_missing', 'debtors.row_phone_invalid', 'debtors.row_amount_unreadable'], warnings: [] },
    ])
  })

  test('shows payments', () => {
    const head = { columns: ['Reference', 'Amount', 'Date'], rows: [['L-7', '$ 1,200.00', '11/05/2026'], ['', '5', '11/05/2026']] }
    expect(previewPayments(head, { fields: { reference: 0, amount: 1, paidOn: 2 } }, defaults, '2026-11-21')).toEqual([
      { cells: head.rows[0], debtor: null, payment: { subject: 'L-7', amount: { minor: 120_000, currency: 'USD' }, paidOn: '2026-11-05' }, reasons: [], warnings: [] },
      { cells: head.rows[1], debtor: null, payment: null, reasons: ['payments.row_subject_missing'], warnings: [] },
    ])
  })
})
