import { parsePhoneNumberFromString as parseByRanges, type CountryCode, type NumberType, type PhoneNumber } from 'libphonenumber-js/max'
import { parsePhoneNumberFromString as parseByPlan } from 'libphonenumber-js/min'

export type PhoneProblem = 'damaged' | 'invalid'
export type PhoneWarning = 'not_mobile' | 'unassigned' | 'extension'

/** One number as a person wrote it, understood or not. */
export type PhoneReading =
  | { readonly number: string; readonly country: CountryCode | undefined; readonly warnings: readonly PhoneWarning[] }
  | { readonly failed: PhoneProblem }

/** More numbers than any person has: a longer list is damage. */
const maxNumbersPerCell = 20

/** A list of numbers; the words must stand alone. A hyphen only joins the parts of one number. */
const listMarks = /[;,/|\n\r\t]+|\s+(?:y|e|o|and|or)\s+/i
/** Brackets and quotes around the numbers of a list stored as JSON or as a program printed it. */
const listQuotes = /[[\]{}"'`]/g
/** What a spreadsheet makes of a number it takes for a figure: 5.69E+10, 56912345678.0, 56,912,345,678. */
const scientific = /^\+?(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i
const decimals = /^(\+?\d{6,})[.,]0+$/
const grouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+$/
/** The formula with which people keep a spreadsheet from damaging a number. */
const formula = /^=\s*"?([^"]*)"?$/

/** Lines that belong to no person: never a debtor's, and dialling some costs the caller. */
const nobodysLines: ReadonlySet<NumberType> = new Set<NumberType>(['PREMIUM_RATE', 'SHARED_COST', 'TOLL_FREE', 'PAGER', 'UAN', 'VOICEMAIL'])

/**
 * Reads a cell that holds one phone number or a list of them.
 * @param country where a number without its country's code is dialled, such as CL
 * @returns the readings in order; none when the cell says that there is no phone
 */
export function readPhones(cell: string, country: string): PhoneReading[] {
  const text = cell.trim()
  if (text === '' || /^[\s0.+-]*$/.test(text)) return []
  const whole = undamaged(text)
  if (whole === null) return [{ failed: 'damaged' }]
  const pieces = whole.replaceAll(listQuotes, ' ').split(listMarks).map((piece) => piece.trim()).filter((piece) => /\d/.test(piece))
  if (pieces.length === 0) return /\p{L}/u.test(whole) ? [{ failed: 'invalid' }] : []
  if (pieces.length > maxNumbersPerCell) return [{ failed: 'damaged' }]
  return pieces.flatMap((piece) => readPiece(piece, country))
}

/** A piece is one number; or several with nothing but spaces between them, when each of those is a number and the whole is none. */
function readPiece(piece: string, country: string): PhoneReading[] {
  const text = undamaged(piece)
  if (text === null) return [{ failed: 'damaged' }]
  const reading = readPhone(text, country)
  if ('number' in reading || text.length < 15 || !/\s/.test(text)) return [reading]
  const several = text.split(/\s+/).map((part) => readPhone(part, country))
  return several.length > 1 && several.every((one) => 'number' in one) ? several : [reading]
}

/** Undoes what a spreadsheet did to the number, where that can be undone. @returns null when digits are lost */
function undamaged(text: string): string | null {
  const inner = formula.exec(text)?.[1] ?? text
  const exponent = scientific.exec(inner)
  if (exponent !== null) {
    const [, first, rest = '', power] = exponent as unknown as [string, string, string | undefined, string]
    // Fewer digits than the figure had: the others were rounded away, and zeros in their place would ring at a stranger's.
    return rest.length === Number(power) ? first + rest : null
  }
  if (grouped.test(inner)) return inner.replaceAll(/[.,]/g, '')
  return decimals.exec(inner)?.[1] ?? inner
}

/**
 * Reads one phone number: with or without its country's code, in local manners, with an extension.
 *
 * A number is taken when its length and first digits fit its country's plan. Whether its range is assigned is only a
 * warning: plans grow faster than the tables of any library.
 */
export function readPhone(text: string, country: string): PhoneReading {
  for (const candidate of [text, ...otherSpellings(text, country)]) {
    const found = parse(candidate, country as CountryCode)
    if (found === null) continue
    const { parsed, type } = found
    if (isPlaceholder(parsed.nationalNumber) || (type !== undefined && nobodysLines.has(type))) return { failed: 'invalid' }
    // A number whose plus we had to guess must not become that of a stranger abroad by a slip of one digit.
    if (candidate !== text && parsed.country !== country && type === undefined) continue
    const warnings: PhoneWarning[] = []
    if (type === undefined) warnings.push('unassigned')
    else if (!isMobile(parsed.country, parsed.nationalNumber, type)) warnings.push('not_mobile')
    if (parsed.ext !== undefined) warnings.push('extension')
    return { number: parsed.number, country: parsed.country, warnings }
  }
  return { failed: 'invalid' }
}

/** A number of an assigned range with its type; or one that at least fits its country's plan, of no known type. */
function parse(text: string, country: CountryCode): { parsed: PhoneNumber; type: NumberType } | null {
  const assigned = parseByRanges(text, country)
  if (assigned === undefined) return null
  const type = assigned.getType()
  if (type !== undefined) return { parsed: assigned, type }
  const planned = parseByPlan(text, country)
  return planned?.isValid() === true ? { parsed: planned, type: undefined } : null
}

/** Other ways in which the same text may be meant, tried in order when it is no number as it stands. */
function otherSpellings(text: string, country: string): string[] {
  const digits = text.replaceAll(/\D/g, '')
  const spellings: string[] = []
  // Mexico dropped the 1 after 52 and the 044, 045 and 01 before mobiles in 2019; lists still have them.
  const mexican = /^(?:0?0?521?|04[45]|01|1)(\d{10})$/.exec(digits)
  if (mexican !== null && (country === 'MX' || digits.startsWith('52'))) spellings.push(`+52${mexican[1]}`)
  // Chile dropped the 0 before mobiles in 2013.
  const chilean = country === 'CL' ? /^(?:56)?0(9\d{8})$/.exec(digits) : null
  if (chilean !== null) spellings.push(`+56${chilean[1]}`)
  if (!text.trim().startsWith('+')) {
    const international = digits.replace(/^0+/, '')
    if (international.length >= 11 && international.length <= 15) spellings.push(`+${international}`)
  }
  return spellings
}

/** 999999999 and the like are typed where a form insists on a number. */
function isPlaceholder(nationalNumber: string): boolean {
  return /^(\d)\1+$/.test(nationalNumber)
}

function isMobile(country: string | undefined, nationalNumber: string, type: NumberType): boolean {
  // Chile's tables tell its lines no longer apart since numbers moved between them, but mobiles still begin with 9.
  if (country === 'CL') return nationalNumber.startsWith('9')
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
}
