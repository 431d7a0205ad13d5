import type { ImportDefaults, PaymentField, PaymentMapping } from '../../contract/debtors.ts'
import { spaced, tableProblem, textOf } from './cells.ts'
import type { Conventions } from './conventions.ts'
import { moneyReasons } from './debtor-row.ts'
import type { PaymentRead } from './import-part.ts'
import { readLocalDate } from './local-date.ts'
import { readCurrency, readMoney } from '../../ingest/reading/index.ts'
import { personKey, readNationalId } from './national-id.ts'
import type { DebtorRowReason } from './problems.ts'

export interface PaymentLayout {
  readonly mapping: PaymentMapping
  readonly columnCount: number
  readonly defaults: ImportDefaults
  readonly conventions: Conventions
  /** The day of the import, YYYY-MM-DD. */
  readonly today: string
}

export type PaymentReading = { readonly ok: Omit<PaymentRead, 'rowNumber' | 'externalId'> & { readonly externalId: string | null } } | { readonly failed: readonly DebtorRowReason[] }

/**
 * Makes the reader of a bank's file of payments. A row says who paid, by national id or reference of the debt, how much
 * and when. An id that is not sound fails the row even beside a reference: money must not be counted to somebody else.
 * Ids that are not a person's alone (the last four digits, none) cannot say who paid; then the reference must.
 */
export function paymentReader({ mapping: { fields }, columnCount, defaults, conventions, today }: PaymentLayout): (cells: readonly string[]) => PaymentReading {
  const usedColumns = [...new Set(Object.values(fields))]
  const namesPeople = defaults.nationalIdKind !== 'ssn_last4' && defaults.nationalIdKind !== 'none'

  return (cells) => {
    const problem = tableProblem(cells, usedColumns, columnCount)
    if (problem !== null) return { failed: [problem] }
    const reasons: DebtorRowReason[] = []
    const text = (field: PaymentField) => textOf(cells, fields[field])

    const idText = namesPeople ? text('nationalId') : ''
    const id = idText === '' ? null : readNationalId(idText, defaults.nationalIdKind, defaults.country, fields.checkDigit === undefined ? null : text('checkDigit'))
    if (id !== null && 'failed' in id) reasons.push(`debtors.row_national_id_${id.failed}`)
    const nationalId = id !== null && 'id' in id ? id.id : null
    const reference = spaced(text('reference')) || null
    if (idText === '' && reference === null) reasons.push('payments.row_subject_missing')

    const currency = readCurrency(text('currency'), defaults.currency)
    const amountText = text('amount')
    const money = currency === null || amountText === '' ? null : readMoney(amountText, currency, conventions.decimalMark)
    if (currency === null) reasons.push('debtors.row_currency_unknown')
    if (amountText === '') reasons.push('payments.row_amount_missing')
    if (money !== null) {
      if ('failed' in money) reasons.push(moneyReasons[money.failed])
      else if (money.minor === 0) reasons.push('payments.row_amount_zero')
      else if (text('currency') !== '' && money.currency !== currency) reasons.push('debtors.row_currency_unknown')
    }

    const dateText = text('paidOn')
    const paidOn = dateText === '' ? null : readLocalDate(dateText, conventions.dateOrder)
    if (dateText === '') reasons.push('payments.row_date_missing')
    else if (paidOn === null) reasons.push('payments.row_date_invalid')
    else if (paidOn > today) reasons.push('payments.row_date_in_future')

    if (reasons.length > 0 || money === null || 'failed' in money || paidOn === null) return { failed: reasons }
    return {
      ok: {
        personKey: nationalId === null ? null : personKey(defaults.nationalIdKind, nationalId, defaults.country, '', ''),
        nationalId, reference, amountMinor: money.minor, currency: money.currency, paidOn,
        externalId: spaced(text('externalId')) || null,
      },
    }
  }
}
