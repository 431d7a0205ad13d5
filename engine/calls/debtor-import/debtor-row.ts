import { isSupportedCountry } from 'libphonenumber-js/min'
import type { DebtorField, DebtorMapping, ImportDefaults } from '../../contract/debtors.ts'
import { normalise, readCurrency, readMoney, type MoneyProblem } from '../../ingest/reading/index.ts'
import type { Language } from '../../../db/values.ts'
import { spaced, tableProblem, textOf } from './cells.ts'
import type { Conventions } from './conventions.ts'
import type { DebtorRead } from './import-part.ts'
import { readLocalDate, yearsBefore } from './local-date.ts'
import { personKey, readNationalId, type NationalIdProblem } from './national-id.ts'
import { readPhones, type PhoneWarning } from './phone.ts'
import type { DebtorRowReason, DebtorRowWarning } from './problems.ts'
import { readTimeZone, zoneOf } from './time-zone.ts'

/** How rows are to be understood. */
export interface DebtorLayout {
  readonly mapping: DebtorMapping
  /** Columns of the header. */
  readonly columnCount: number
  readonly defaults: ImportDefaults
  readonly conventions: Conventions
  /** The day of the import, YYYY-MM-DD. */
  readonly today: string
}

export type DebtorReading = { readonly ok: Omit<DebtorRead, 'rowNumber'> } | { readonly failed: readonly DebtorRowReason[] }

/** Debts are barred by limitation after five years in most of the countries served; an older date is more often a slip. */
const oldAfterYears = 5
const maxInstalments = 999
/** More phones than are worth trying; a row of more is a list of several people. */
const maxPhones = 40

const idReasons: Record<NationalIdProblem, DebtorRowReason> = {
  missing: 'debtors.row_national_id_missing', invalid: 'debtors.row_national_id_invalid', check_digit: 'debtors.row_national_id_check_digit', damaged: 'debtors.row_national_id_damaged',
}
export const moneyReasons: Record<MoneyProblem, DebtorRowReason> = {
  unreadable: 'debtors.row_amount_unreadable', negative: 'debtors.row_amount_negative', damaged: 'debtors.row_amount_damaged', too_large: 'debtors.row_amount_too_large', unknown_currency: 'debtors.row_currency_unknown',
}
const phoneWarnings: Record<PhoneWarning, DebtorRowWarning> = {
  not_mobile: 'debtors.warning_phone_not_mobile', unassigned: 'debtors.warning_phone_unassigned', extension: 'debtors.warning_phone_extension',
}
const languageWords = new Map(Object.entries<Language>({
  es: 'es', spa: 'es', esp: 'es', espanol: 'es', castellano: 'es', spanish: 'es', en: 'en', eng: 'en', ing: 'en', ingles: 'en', english: 'en',
}))
const countryWords = new Map(Object.entries({
  argentina: 'AR', bolivia: 'BO', brasil: 'BR', brazil: 'BR', canada: 'CA', chile: 'CL', colombia: 'CO', 'costa rica': 'CR', ecuador: 'EC', 'el salvador': 'SV', espana: 'ES', spain: 'ES', guatemala: 'GT', honduras: 'HN',
  mexico: 'MX', nicaragua: 'NI', panama: 'PA', paraguay: 'PY', peru: 'PE', 'puerto rico': 'PR', 'republica dominicana': 'DO', 'dominican republic': 'DO', uruguay: 'UY', venezuela: 'VE',
  'estados unidos': 'US', 'united states': 'US', usa: 'US', eeuu: 'US', 'ee uu': 'US', chl: 'CL', arg: 'AR', col: 'CO', mex: 'MX',
}))
/** In the order in which a name is spoken. */
const nameFields = ['name', 'surname', 'secondSurname'] as const satisfies readonly DebtorField[]
const noWords: ReadonlySet<string> = new Set(['no', 'n', 'false', 'falso', '0'])

/**
 * Makes the reader of a file's rows. It takes the cells of a row and gives the debtor, with warnings, or every reason
 * why the row is refused. What it cannot read it refuses rather than guesses: a wrong phone or amount is told to a person.
 */
export function debtorReader(layout: DebtorLayout): (cells: readonly string[]) => DebtorReading {
  const { mapping: { fields, phones, variables }, columnCount, defaults, conventions, today } = layout
  const usedColumns = [...new Set([...Object.values(fields), ...phones, ...Object.values(variables)])]
  const variableColumns = Object.entries(variables)
  const oldBefore = yearsBefore(today, oldAfterYears)

  return (cells) => {
    const problem = tableProblem(cells, usedColumns, columnCount)
    if (problem !== null) return { failed: [problem] }
    const reasons: DebtorRowReason[] = []
    const warnings = new Set<DebtorRowWarning>()
    const text = (field: DebtorField) => textOf(cells, fields[field])
    const date = (field: DebtorField, reason: DebtorRowReason): string | null => {
      const cell = text(field)
      if (cell === '') return null
      const day = readLocalDate(cell, conventions.dateOrder)
      if (day === null) reasons.push(reason)
      return day
    }

    const country = readCountry(text('country'), defaults.country)
    if (country === null) reasons.push('debtors.row_country_unknown')
    const nationalId = readId(text('nationalId'), fields.checkDigit === undefined ? null : text('checkDigit'), defaults.nationalIdKind, country ?? defaults.country, reasons, warnings)
    const name = spaced(nameFields.map(text).filter((part) => part !== '').join(' '))
    if (name === '') reasons.push('debtors.row_name_missing')
    const read = readPhoneColumns(cells, phones, country ?? defaults.country, reasons, warnings)
    const company = spaced(text('company')) || defaults.company.trim()
    if (company === '') reasons.push('debtors.row_company_missing')
    const amount = readAmount(text('amount'), text('currency'), defaults.currency, conventions, reasons)
    if (amount.minor === 0) warnings.add('debtors.warning_amount_zero')
    const instalments = readInstalments(text('instalments'))
    if (instalments === 'unreadable') reasons.push('debtors.row_instalments_unreadable')
    const dueOn = date('dueOn', 'debtors.row_due_date_invalid')
    const lastNegotiableOn = date('lastNegotiableOn', 'debtors.row_last_date_invalid')
    if (dueOn !== null && dueOn < oldBefore) warnings.add('debtors.warning_due_date_old')
    if (dueOn !== null && lastNegotiableOn !== null && lastNegotiableOn < dueOn) warnings.add('debtors.warning_last_date_before_due')
    const language = readLanguage(text('language'), defaults.language)
    if (language === null) warnings.add('debtors.warning_language_unknown')
    const consentOn = readConsent(text('consentOn'), conventions, today)
    if (consentOn === 'unreadable') warnings.add('debtors.warning_consent_unreadable')
    const namedZone = text('timeZone')
    const timeZone = namedZone === '' ? null : readTimeZone(namedZone)
    if (namedZone !== '' && timeZone === null) reasons.push('debtors.row_time_zone_unknown')

    if (reasons.length > 0 || country === null || nationalId === null || instalments === 'unreadable') return { failed: [...new Set(reasons)] }

    const region = spaced(text('region'))
    const byPlace = zoneOf(region, country, { number: read.numbers[0]!, country: read.country }, defaults)
    if (timeZone === null && byPlace.assumed) warnings.add('debtors.warning_time_zone_assumed')
    const dynamic: Record<string, string> = {}
    for (const [variable, column] of variableColumns) {
      const value = spaced(textOf(cells, column))
      if (value !== '') dynamic[variable] = value
    }
    return {
      ok: {
        personKey: personKey(defaults.nationalIdKind, nationalId, country, normalise(name), read.numbers[0]!),
        nationalIdKind: nationalId === '' ? 'none' : defaults.nationalIdKind,
        nationalId,
        name,
        country,
        region: region || null,
        timeZone: timeZone ?? byPlace.zone,
        language: language ?? defaults.language,
        consentOn: consentOn === 'unreadable' ? null : consentOn,
        phones: read.numbers,
        variables: dynamic,
        debt: {
          company, reference: spaced(text('reference')), instalments, amountMinor: amount.minor, currency: amount.currency,
          dueOn, lastNegotiableOn, delinquency: spaced(text('delinquency')) || null,
        },
        warnings: [...warnings],
      },
    }
  }
}

/** The code of the country that a cell names by code or word. @returns null when it names none */
function readCountry(text: string, fallback: string): string | null {
  if (text === '') return fallback
  const code = text.toUpperCase()
  if (isSupportedCountry(code)) return code
  return countryWords.get(normalise(text)) ?? null
}

/** @returns the id; empty where the kind lets people do without; null when the row must fail */
function readId(text: string, checkDigit: string | null, kind: ImportDefaults['nationalIdKind'], country: string, reasons: DebtorRowReason[], warnings: Set<DebtorRowWarning>): string | null {
  if (kind === 'none' || (kind === 'free' && text === '')) return ''
  const reading = readNationalId(text, kind, country, checkDigit)
  if ('failed' in reading) {
    reasons.push(idReasons[reading.failed])
    return null
  }
  if (reading.shortened === true) warnings.add('debtors.warning_national_id_shortened')
  // 11.111.111-1 has a sound check digit and stands for nobody: whoever shares it would become one person.
  if (kind !== 'ssn_last4' && /^(\d)\1{5,}(?:-[\dK])?$/.test(reading.id)) warnings.add('debtors.warning_national_id_repeated')
  return reading.id
}

/** The numbers of all phone columns in order, each once. The country is that of the first. */
function readPhoneColumns(cells: readonly string[], columns: readonly number[], country: string, reasons: DebtorRowReason[], warnings: Set<DebtorRowWarning>): { numbers: string[]; country: string | undefined } {
  const numbers: string[] = []
  let firstCountry: string | undefined
  let damaged = false
  let dropped = false
  for (const column of columns) {
    const cell = textOf(cells, column)
    for (const reading of cell === '' ? [] : readPhones(cell, country)) {
      if ('failed' in reading) {
        dropped = true
        damaged ||= reading.failed === 'damaged'
        continue
      }
      if (numbers.includes(reading.number) || numbers.length === maxPhones) continue
      if (numbers.length === 0) firstCountry = reading.country
      numbers.push(reading.number)
      for (const warning of reading.warnings) warnings.add(phoneWarnings[warning])
    }
  }
  if (numbers.length === 0) reasons.push(damaged ? 'debtors.row_phone_damaged' : dropped ? 'debtors.row_phone_invalid' : 'debtors.row_phone_missing')
  else if (dropped) warnings.add('debtors.warning_phone_dropped')
  return { numbers, country: firstCountry }
}

function readAmount(text: string, currencyText: string, fallback: string, conventions: Conventions, reasons: DebtorRowReason[]): { minor: number | null; currency: string } {
  const currency = readCurrency(currencyText, fallback)
  if (currency === null) {
    reasons.push('debtors.row_currency_unknown')
    return { minor: null, currency: fallback }
  }
  if (text === '') return { minor: null, currency }
  const money = readMoney(text, currency, conventions.decimalMark)
  if ('failed' in money) {
    reasons.push(moneyReasons[money.failed])
    return { minor: null, currency }
  }
  // "US$ 12" in a row whose currency column says pesos: one of the two is wrong, and nobody can tell which.
  if (currencyText !== '' && money.currency !== currency) reasons.push('debtors.row_currency_unknown')
  return money
}

/** "3", "3.0" as programs print it, or "3 cuotas". */
function readInstalments(text: string): number | null | 'unreadable' {
  if (text === '') return null
  const digits = /^(\d{1,4})(?:[.,]0+)?(?:\s*(?:cuotas?|cupon(?:es)?|cupón|mensualidad(?:es)?|instal{1,2}ments?))?$/i.exec(text)?.[1]
  const count = Number(digits)
  return digits === undefined || count > maxInstalments ? 'unreadable' : count
}

/** @returns null when the language is none of those spoken here */
function readLanguage(text: string, fallback: Language): Language | null {
  if (text === '') return fallback
  return languageWords.get(normalise(text).split(' ', 1)[0]!) ?? null
}

/** Only a consent with its date counts: without one nobody can prove that it came before the call. */
function readConsent(text: string, conventions: Conventions, today: string): string | null | 'unreadable' {
  if (text === '' || noWords.has(text.toLowerCase())) return null
  const day = readLocalDate(text, conventions.dateOrder)
  return day === null || day > today ? 'unreadable' : day
}
