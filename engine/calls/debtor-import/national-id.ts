import { validate as isValidRut } from 'rut.js'
import type { NationalIdKind } from '../../../db/values.ts'

export type NationalIdProblem = 'missing' | 'damaged' | 'invalid' | 'check_digit'
/** `shortened`: a whole social security number was given, of which only the last four digits are kept. */
export type NationalIdReading = { readonly id: string; readonly shortened?: boolean } | { readonly failed: NationalIdProblem }

const maxFreeCharacters = 60
const dashes = /[‐-―−]/g
/** What a spreadsheet makes of a long id. */
const scientific = /^\d[.,]\d+E\+?\d+$/i
const decimals = /^(\d{4,})\.0+$/

/**
 * Reads a national id into the one form under which a person is found again.
 *
 * | kind | form |
 * |---|---|
 * | rut | 12345678-5: body, hyphen, check digit (modulus 11, checked) |
 * | cedula | digits; a NIT's check digit is checked and left out |
 * | dni | Argentina: digits, of a person's CUIL or CUIT the DNI inside it, of a company the whole CUIT (checked); Spain: with its letter (checked); elsewhere digits |
 * | curp | CURP (18 characters, check digit checked) or RFC (12 or 13 characters, its date checked) |
 * | ssn_last4 | the last four digits; nothing else of a social security number is kept |
 * | free | upper case, single spaces |
 * @param country ISO code of the country that gave the id
 * @param checkDigit the cell of a RUT's or NIT's check digit, where the file keeps it in a column of its own; null where it does not
 */
export function readNationalId(cell: string, kind: NationalIdKind, country: string, checkDigit: string | null = null): NationalIdReading {
  const text = cell.replaceAll(dashes, '-').trim()
  if (text === '' || kind === 'none') return { failed: 'missing' }
  if (scientific.test(text)) return { failed: 'damaged' }
  const given = decimals.exec(text)?.[1] ?? text
  switch (kind) {
    case 'rut':
    case 'cedula': {
      const whole = checkDigit === null ? given : withCheckDigit(given, checkDigit)
      return whole === null ? { failed: 'check_digit' } : kind === 'rut' ? readRut(whole) : readCedula(whole)
    }
    case 'dni': return country === 'AR' ? readArgentine(given) : country === 'ES' ? readSpanish(given) : readDigits(given, 6, 12)
    case 'curp': return readMexican(given)
    case 'ssn_last4': return readLast4(given)
    case 'free': return readFree(given)
  }
}

/**
 * What makes two rows the same person: the id under its kind. Where the id is not a person's alone (the last four
 * digits of a number, no id at all) the name belongs to it, and without any id the first phone too.
 * @param foldedName the name without case and accents
 */
export function personKey(kind: NationalIdKind, id: string, country: string, foldedName: string, firstPhone: string): string {
  if (id === '') return `none:${foldedName}|${firstPhone}`
  switch (kind) {
    case 'ssn_last4': return `ssn_last4:${id}|${foldedName}`
    // Both count from one in every country that has them.
    case 'dni':
    case 'cedula': return `${kind}:${country}:${id}`
    default: return `${kind}:${id}`
  }
}

function readRut(text: string): NationalIdReading {
  const characters = text.toUpperCase().replace(/^(?:RUT|RUN|R\.U\.T\.?|R\.U\.N\.?)\s*:?\s*/, '')
  if (!/^[\d.,\s-]+[\dK]\s*$/.test(characters)) return { failed: 'invalid' }
  const compact = characters.replaceAll(/[^\dK]/g, '').replace(/^0+/, '')
  const body = compact.slice(0, -1)
  if (!/^\d{4,8}$/.test(body)) return { failed: 'invalid' }
  const id = `${body}-${compact.slice(-1)}`
  return isValidRut(id) ? { id } : { failed: 'check_digit' }
}

/**
 * The id with the check digit of its own column. Some files write it in both: then the two must agree.
 * @returns null when they do not, or when neither has it: the last digit of a bare body would pass for one in one id of eleven
 */
function withCheckDigit(given: string, cell: string): string | null {
  const digit = cell.trim().replace(/^-/, '').replace(/^(\d)\.0+$/, '$1').toUpperCase()
  const written = /-\s*([\dK])\s*$/i.exec(given)?.[1]?.toUpperCase()
  if (written === undefined) return digit === '' ? null : `${given}-${digit}`
  return digit === '' || digit === written ? given : null
}

/** Weights of the check digit of a Colombian NIT, from the last digit on (Orden Administrativa 4 of 1989). */
const nitWeights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43]

function readCedula(text: string): NationalIdReading {
  const bare = text.toUpperCase().replace(/^(?:C\.?C\.?|C\.?E\.?|NIT|CEDULA|CÉDULA)\s*:?\s*/, '')
  const parts = /^([\d.,\s]+?)(?:\s*-\s*(\d))?$/.exec(bare)
  if (parts === null) return { failed: 'invalid' }
  const id = parts[1]!.replaceAll(/\D/g, '').replace(/^0+/, '')
  if (id.length < 4 || id.length > 10) return { failed: 'invalid' }
  if (parts[2] === undefined) return { id }
  const remainder = [...id].toReversed().reduce((sum, digit, place) => sum + Number(digit) * nitWeights[place]!, 0) % 11
  return Number(parts[2]) === (remainder > 1 ? 11 - remainder : remainder) ? { id } : { failed: 'check_digit' }
}

const cuitWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
const personPrefixes: ReadonlySet<string> = new Set(['20', '23', '24', '25', '26', '27'])
const companyPrefixes: ReadonlySet<string> = new Set(['30', '33', '34'])

function readArgentine(text: string): NationalIdReading {
  const bare = text.toUpperCase().replace(/^(?:D\.?N\.?I\.?|CUIT|CUIL|L\.?[CE]\.?)\s*:?\s*/, '')
  if (!/^[\d.,\s-]+$/.test(bare)) return { failed: 'invalid' }
  const digits = bare.replaceAll(/\D/g, '')
  if (digits.length < 11) {
    const id = digits.replace(/^0+/, '')
    return id.length >= 6 && id.length <= 8 ? { id } : { failed: 'invalid' }
  }
  const prefix = digits.slice(0, 2)
  if (digits.length > 11 || !(personPrefixes.has(prefix) || companyPrefixes.has(prefix))) return { failed: 'invalid' }
  const remainder = cuitWeights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11
  const expected = remainder === 0 ? 0 : 11 - remainder
  if (expected === 10 || expected !== Number(digits[10])) return { failed: 'check_digit' }
  // One person is listed here by DNI and there by CUIL: two keys would double what may be called in a day.
  return { id: personPrefixes.has(prefix) ? digits.slice(2, 10).replace(/^0+/, '') : digits }
}

const spanishLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'

function readSpanish(text: string): NationalIdReading {
  const bare = text.toUpperCase().replaceAll(/[\s.-]/g, '').replace(/^(?:DNI|NIF|NIE):?/, '')
  const parts = /^([XYZ]?)(\d{6,8})([A-Z])$/.exec(bare)
  if (parts === null) return { failed: 'invalid' }
  const [, first, figures, letter] = parts as unknown as [string, string, string, string]
  const number = Number((first === '' ? '' : String('XYZ'.indexOf(first))) + figures.padStart(first === '' ? 8 : 7, '0'))
  if (spanishLetters[number % 23] !== letter) return { failed: 'check_digit' }
  return { id: `${first}${figures.padStart(first === '' ? 8 : 7, '0')}${letter}` }
}

function readDigits(text: string, shortest: number, longest: number): NationalIdReading {
  if (!/^(?:[A-Z.]*\s*:?\s*)?[\d.,\s-]+$/i.test(text)) return { failed: 'invalid' }
  const id = text.replaceAll(/\D/g, '')
  return id.length >= shortest && id.length <= longest ? { id } : { failed: 'invalid' }
}

const curpCharacters = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'
const curpShape = /^[A-Z][AEIOUX][A-Z]{2}(\d{6})[HMX][A-Z]{2}[B-DF-HJ-NP-TV-ZÑ]{3}[A-Z\d]\d$/
const rfcShape = /^[A-ZÑ&]{3,4}(\d{6})[A-Z\d]{2}[\dA]$/

/** The check digit of a CURP is that of RENAPO's instruction: places 18 to 2 as weights, to ten. */
function readMexican(text: string): NationalIdReading {
  const id = text.toUpperCase().replaceAll(/[\s.-]/g, '').replace(/^(?:CURP|RFC):/, '')
  const date = curpShape.exec(id)?.[1] ?? rfcShape.exec(id)?.[1]
  if (date === undefined || !isMonthAndDay(Number(date.slice(2, 4)), Number(date.slice(4)))) return { failed: 'invalid' }
  if (id.length < 18) return { id }
  let sum = 0
  for (let place = 0; place < 17; place++) sum += curpCharacters.indexOf(id[place]!) * (18 - place)
  return (10 - (sum % 10)) % 10 === Number(id[17]) ? { id } : { failed: 'check_digit' }
}

function isMonthAndDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000, month, 0)).getUTCDate()
}

function readLast4(text: string): NationalIdReading {
  const bare = text.replaceAll(/[\s-]/g, '').replace(/^[*xX#•]+/, '')
  const shortened = bare.length === 9
  // A spreadsheet drops the zeros in front.
  const id = shortened ? bare.slice(-4) : bare.padStart(4, '0')
  if (!/^\d{1,4}$|^\d{9}$/.test(bare) || id === '0000') return { failed: 'invalid' }
  return shortened ? { id, shortened } : { id }
}

function readFree(text: string): NationalIdReading {
  const id = text.toUpperCase().replaceAll(/\s+/g, ' ')
  return id.length <= maxFreeCharacters ? { id } : { failed: 'invalid' }
}
