import { debtorFields, paymentFields, type DebtorField, type DebtorMapping, type PaymentField, type PaymentMapping } from '../../contract/debtors.ts'
import { bestColumns, debtorHeaders, headerScore, normalise, parseDate, paymentHeaders } from '../../ingest/reading/index.ts'
import { readPhones } from './phone.ts'

/** Most columns that a mapping may hold as phones. */
const maxPhoneColumns = 12

/**
 * Guesses what the columns of a file of debtors are: by header, Spanish or English, and the names existing deployments
 * use; where the header tells nothing, phones by what the cells hold. Each column feeds at most one field; no column is
 * taken for a dynamic variable, as only a person knows what the script speaks.
 * @param sampleRows some rows of data; cells may be cut short
 */
export function guessDebtorMapping(columns: readonly string[], sampleRows: readonly (readonly string[])[], country: string): DebtorMapping {
  const headers = columns.map(normalise)
  const fields = bestColumns<DebtorField>(headers, debtorFields, debtorHeaders)
  const taken = new Set(Object.values(fields))
  const phones = headers.flatMap((header, column) => (!taken.has(column) && headerScore(debtorHeaders.phone, withoutCount(header)) > 0 ? [column] : []))
  // The number to dial comes before those to try after it, wherever its column stands.
  phones.sort((one, other) => Number(headers[other] === 'to number') - Number(headers[one] === 'to number') || one - other)
  if (phones.length === 0) {
    for (const column of headers.keys()) if (!taken.has(column) && holdsPhones(sampleRows, column, country)) phones.push(column)
  }
  return { fields, phones: phones.slice(0, maxPhoneColumns), variables: {} }
}

/** Names of national ids that one country uses; those several use (DNI, cédula) say nothing. */
const countriesOfIds: Readonly<Record<string, string>> = { rut: 'CL', run: 'CL', curp: 'MX', rfc: 'MX', cuit: 'AR', cuil: 'AR', ssn: 'US', nif: 'ES', nie: 'ES' }

/** The country whose national id a header names; the first that names one. */
export function countryOfHeaders(columns: readonly string[]): string | null {
  const words = columns.map(normalise).filter((header) => headerScore(debtorHeaders.nationalId, header) > 0).flatMap((header) => header.split(' '))
  return words.map((word) => countriesOfIds[word]).find((country) => country !== undefined) ?? null
}

/** Guesses what the columns of a bank's file of payments are, by header. */
export function guessPaymentMapping(columns: readonly string[]): PaymentMapping {
  return { fields: bestColumns<PaymentField>(columns.map(normalise), paymentFields, paymentHeaders) }
}

/** "telefono 2", "telefono2" and "phone (3)" are telephones like the first. */
function withoutCount(header: string): string {
  return header.replace(/ ?\d{1,2}$/, '')
}

function holdsPhones(rows: readonly (readonly string[])[], column: number, country: string): boolean {
  const cells = rows.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '')
  const phones = cells.filter((cell) => cell.replaceAll(/\D/g, '').length >= 8 && parseDate(cell) === null && readPhones(cell, country).some((reading) => 'number' in reading))
  return cells.length > 0 && phones.length * 5 >= cells.length * 4
}
