import type { Language } from '../../../db/values.ts'
import { rowProblemText } from '../debtor-import/problems.ts'

/** Why a row that was understood could not be brought to the floor. */
const applyReasonTexts = {
  'payments.row_person_unknown': { es: 'Nadie en la base tiene ese documento', en: 'Nobody on the floor has that national id' },
  'payments.row_reference_unknown': { es: 'Ninguna deuda tiene esa referencia', en: 'No debt has that reference' },
  'payments.row_reference_shared': { es: 'Varias personas tienen una deuda con esa referencia: falta el documento', en: 'Several people have a debt under that reference: the national id is needed' },
  'payments.row_currency_differs': { es: 'La deuda está en otra moneda', en: 'The debt is in another currency' },
  'documents.row_unreadable': { es: 'El documento no tiene la forma de un trabajo de llamada', en: 'The document is not shaped like a call job' },
  'documents.row_too_long': { es: 'El documento es demasiado largo', en: 'The document is too long' },
  'documents.row_call_known': { es: 'La llamada ya está en otra persona o negocio', en: 'The call is already on another person or business' },
} as const satisfies Record<`${'payments' | 'documents'}.row_${string}`, Record<Language, string>>

export type ApplyReason = keyof typeof applyReasonTexts

/** The sentence of a stored reason, whether it was found while reading or while applying. */
export function failureText(key: string, language: Language): string {
  return Object.hasOwn(applyReasonTexts, key) ? applyReasonTexts[key as ApplyReason][language] : rowProblemText(key, language)
}
