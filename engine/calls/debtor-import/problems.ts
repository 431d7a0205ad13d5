import type { Language } from '../../../db/values.ts'
import { tableReasonTexts, type TableReason } from '../../ingest/reading/index.ts'

type Texts = Record<Language, string>

/** Why a row of debtors or payments is refused, in the words of the file that gives failed rows back and of the screen. */
const reasonTexts = {
  ...tableReasonTexts,
  'debtors.row_national_id_missing': { es: 'Falta el documento de identidad', en: 'The national id is missing' },
  'debtors.row_national_id_invalid': { es: 'El documento de identidad no es válido', en: 'The national id is not valid' },
  'debtors.row_national_id_check_digit': { es: 'El dígito verificador del documento no corresponde', en: 'The check digit of the national id does not match' },
  'debtors.row_national_id_damaged': { es: 'La planilla recortó el documento de identidad (notación científica)', en: 'The spreadsheet cut the national id short (scientific notation)' },
  'debtors.row_name_missing': { es: 'Falta el nombre', en: 'The name is missing' },
  'debtors.row_company_missing': { es: 'Falta la empresa acreedora', en: 'The company that is owed is missing' },
  'debtors.row_phone_missing': { es: 'No tiene teléfono', en: 'There is no phone' },
  'debtors.row_phone_invalid': { es: 'Ningún teléfono es válido', en: 'No phone is valid' },
  'debtors.row_phone_damaged': { es: 'La planilla recortó el teléfono (por ejemplo 5.69E+10)', en: 'The spreadsheet cut the phone short (such as 5.69E+10)' },
  'debtors.row_amount_unreadable': { es: 'No se entiende el monto', en: 'The amount cannot be read' },
  'debtors.row_amount_negative': { es: 'El monto es negativo', en: 'The amount is negative' },
  'debtors.row_amount_damaged': { es: 'La planilla recortó el monto (notación científica)', en: 'The spreadsheet cut the amount short (scientific notation)' },
  'debtors.row_amount_too_large': { es: 'El monto es demasiado grande para ser una deuda', en: 'The amount is too large to be a debt' },
  'debtors.row_currency_unknown': { es: 'No se conoce la moneda', en: 'The currency is not known' },
  'debtors.row_instalments_unreadable': { es: 'No se entiende el número de cuotas', en: 'The number of instalments cannot be read' },
  'debtors.row_due_date_invalid': { es: 'La fecha límite no se entiende o no existe', en: 'The due date cannot be read or does not exist' },
  'debtors.row_last_date_invalid': { es: 'La fecha máxima no se entiende o no existe', en: 'The last negotiable date cannot be read or does not exist' },
  'debtors.row_country_unknown': { es: 'No se conoce el país', en: 'The country is not known' },
  'debtors.row_time_zone_unknown': { es: 'No se conoce la zona horaria', en: 'The time zone is not known' },
  'payments.row_subject_missing': { es: 'Falta el documento o la referencia de quien pagó', en: 'The national id or the reference of the payer is missing' },
  'payments.row_amount_missing': { es: 'Falta el monto', en: 'The amount is missing' },
  'payments.row_amount_zero': { es: 'El monto es cero', en: 'The amount is zero' },
  'payments.row_date_missing': { es: 'Falta la fecha del pago', en: 'The date of the payment is missing' },
  'payments.row_date_invalid': { es: 'La fecha del pago no se entiende o no existe', en: 'The date of the payment cannot be read or does not exist' },
  'payments.row_date_in_future': { es: 'La fecha del pago está en el futuro', en: 'The date of the payment is in the future' },
} as const satisfies Record<TableReason, Texts> & Record<`${'debtors' | 'payments'}.row_${string}`, Texts>

/** What a person should know of a row that is kept. */
const warningTexts = {
  'debtors.warning_phone_not_mobile': { es: 'El teléfono no es móvil', en: 'The phone is not a mobile' },
  'debtors.warning_phone_unassigned': { es: 'El teléfono no está en una serie asignada conocida', en: 'The phone is in no known assigned range' },
  'debtors.warning_phone_extension': { es: 'Se dejó fuera el anexo del teléfono', en: 'The extension of the phone was left out' },
  'debtors.warning_phone_dropped': { es: 'Se descartó un teléfono que no es válido', en: 'A phone that is not valid was dropped' },
  'debtors.warning_national_id_shortened': { es: 'Del número de seguro social se guardan solo los últimos cuatro dígitos', en: 'Only the last four digits of the social security number are kept' },
  'debtors.warning_national_id_repeated': { es: 'El documento repite un solo dígito: puede ser de relleno', en: 'The national id repeats one digit: it may be filler' },
  'debtors.warning_amount_zero': { es: 'El monto es cero', en: 'The amount is zero' },
  'debtors.warning_due_date_old': { es: 'La fecha límite pasó hace más de cinco años', en: 'The due date passed more than five years ago' },
  'debtors.warning_last_date_before_due': { es: 'La fecha máxima es anterior a la fecha límite', en: 'The last negotiable date is before the due date' },
  'debtors.warning_language_unknown': { es: 'No se conoce el idioma: se usa el de la importación', en: 'The language is not known: that of the import is used' },
  'debtors.warning_consent_unreadable': { es: 'El consentimiento no tiene una fecha válida y no se considera', en: 'The consent has no valid date and does not count' },
  'debtors.warning_time_zone_assumed': { es: 'La zona horaria se supone: ni la región ni el teléfono la dicen', en: 'The time zone is assumed: neither region nor phone tell it' },
  'debtors.warning_name_differs': { es: 'El mismo documento aparece con otro nombre', en: 'The same national id appears with another name' },
  'debtors.warning_debt_replaced': { es: 'Otra fila de la misma persona y empresa, sin referencia, cambió el monto', en: 'Another row of the same person and company, without a reference, changed the amount' },
} as const satisfies Record<`debtors.warning_${string}`, Texts>

export type DebtorRowReason = keyof typeof reasonTexts
export type DebtorRowWarning = keyof typeof warningTexts

export const debtorRowReasons = Object.keys(reasonTexts) as DebtorRowReason[]
export const debtorRowWarnings = Object.keys(warningTexts) as DebtorRowWarning[]

/** The sentence of a stored reason or warning; a key that this version does not know (written by a newer one) stands for itself. */
export function rowProblemText(key: string, language: Language): string {
  const texts: Record<string, Texts> = { ...reasonTexts, ...warningTexts }
  return Object.hasOwn(texts, key) ? texts[key]![language] : key
}
