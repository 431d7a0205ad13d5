import type { Language } from '../../../db/values.ts'
import type { Token } from './tokens.ts'

/** A number in tokens `from` up to, not including, `to`. */
export interface ReadNumber {
  value: number
  to: number
  /** Written with figures. */
  figures: boolean
}

const SPANISH: Record<string, number> = {
  un: 1, uno: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, once: 11, doce: 12,
  trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17, dieciocho: 18, diecinueve: 19, veinte: 20, veintiun: 21, veintiuno: 21,
  veintiuna: 21, veintidos: 22, veintitres: 23, veinticuatro: 24, veinticinco: 25, veintiseis: 26, veintisiete: 27, veintiocho: 28,
  veintinueve: 29, treinta: 30, cuarenta: 40, cincuenta: 50, sesenta: 60, setenta: 70, ochenta: 80, noventa: 90, cien: 100, ciento: 100,
}
const SPANISH_HUNDREDS = { dosc: 200, tresc: 300, cuatroc: 400, quin: 500, seisc: 600, setec: 700, ochoc: 800, novec: 900 }
for (const [stem, value] of Object.entries(SPANISH_HUNDREDS)) for (const ending of ['ientos', 'ientas']) SPANISH[stem + ending] = value
const ENGLISH: Record<string, number> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13,
  fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50,
  sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}
const SMALL = { es: SPANISH, en: ENGLISH }
const THOUSANDS: Record<Language, Record<string, number>> = { es: { mil: 1e3, millon: 1e6, millones: 1e6 }, en: { thousand: 1e3, grand: 1e3, million: 1e6 } }
const AND = { es: 'y', en: 'and' }

/**
 * Reads a number in words ("treinta y ocho mil novecientos ochenta y uno") or figures ("38.981", "$50.25", "20k") at token `at`.
 * A separator with three digits after it groups thousands, any other is the decimal point. Null where no number begins.
 */
export function readNumber(tokens: readonly Token[], at: number, language: Language): ReadNumber | null {
  const small = SMALL[language]
  let total = 0
  let group = 0
  let lastAdded = Number.POSITIVE_INFINITY
  let figures = false
  let place = at
  for (; place < tokens.length; place++) {
    const { word, breakBefore } = tokens[place]!
    if (place > at && breakBefore > 0) break
    const thousand = own(THOUSANDS[language], word)
    const first = word.charCodeAt(0)
    if (thousand !== undefined) {
      if (language === 'en' && place === at) return null
      total += (group || 1) * thousand
      group = 0
      lastAdded = thousand
    } else if (language === 'en' && word === 'hundred' && group < 100 && (group > 0 || tokens[at - 1]?.word === 'a')) {
      group = (group || 1) * 100
      lastAdded = 100
    } else if (first === 36 || (first >= 48 && first <= 57)) {
      const value = place === at || lastAdded >= 1000 ? readFigures(word) : null
      if (value === null || (place > at && value >= lastAdded)) break
      group += value
      figures = true
      lastAdded = value < 1000 ? value : 1
    } else {
      const value = own(small, word)
      if (value === undefined) {
        if (word === AND[language] && place > at && continues(tokens, place + 1, small, lastAdded)) continue
        break
      }
      if (place > at && !fits(value, lastAdded)) break
      group += value
      lastAdded = value
    }
  }
  return place === at || total + group === 0 ? null : { value: total + group, to: place, figures }
}

/** Whether a number can begin with this word; cheaper than reading it. */
export function isNumberWord(word: string, language: Language): boolean {
  const first = word.charCodeAt(0)
  return first < 58 || word === 'hundred' || own(SMALL[language], word) !== undefined || own(THOUSANDS[language], word) !== undefined
}

function own<Value>(table: Record<string, Value>, word: string): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined
}

/** After hundreds come tens or units, after tens units: "veinte treinta" is two numbers. */
function fits(value: number, lastAdded: number): boolean {
  if (lastAdded >= 1000) return true
  if (lastAdded >= 100) return value < 100
  return lastAdded >= 20 && lastAdded % 10 === 0 && value < 10
}

function continues(tokens: readonly Token[], place: number, small: Record<string, number>, lastAdded: number): boolean {
  const next = tokens[place]
  const value = next && next.breakBefore === 0 ? own(small, next.word) : undefined
  return value !== undefined && fits(value, lastAdded)
}

function readFigures(word: string): number | null {
  const match = /^\$?([\d.,]+)(k)?$/.exec(word)
  if (!match) return null
  const digits = match[1]!
  const times = match[2] ? 1000 : 1
  const parts = digits.split(/[.,]/)
  const decimals = parts.length > 1 && parts.at(-1)!.length !== 3 ? parts.pop()! : ''
  return Number(`${parts.join('')}.${decimals || '0'}`) * times
}
