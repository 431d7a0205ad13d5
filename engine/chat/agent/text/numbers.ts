import { sound, wordsOf, type Word } from './words.ts'

const spanish: Record<string, number> = {
  un: 1, uno: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, once: 11, doce: 12, trece: 13,
  catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17, dieciocho: 18, diecinueve: 19, veinte: 20, veintiun: 21, veintiuno: 21, veintiuna: 21, veintidos: 22,
  veintitres: 23, veinticuatro: 24, veinticinco: 25, veintiseis: 26, veintisiete: 27, veintiocho: 28, veintinueve: 29, treinta: 30, cuarenta: 40,
  cincuenta: 50, sesenta: 60, setenta: 70, ochenta: 80, noventa: 90, cien: 100, ciento: 100, doscientos: 200, doscientas: 200, trescientos: 300, trescientas: 300,
  quinientos: 500, quinientas: 500,
}
const english: Record<string, number> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, fifteen: 15, twenty: 20, thirty: 30,
  forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, hundred: 100,
}
const small = new Map(Object.entries({ ...spanish, ...english }))

/** "doz", "sinco": number words as they sound; short ones sound like too much else. */
const heard = new Map(Object.entries(spanish).filter(([word]) => word.length >= 3 && !/^(?:un[oa]|once)$/.test(word)).map(([word, value]) => [sound(word), value]))

function numberWord(text: string): number | undefined {
  return small.get(text) ?? (text.length >= 3 ? heard.get(sound(text)) : undefined)
}

/** A number in words `at` up to, not including, `to`. */
export interface ReadNumber { readonly value: number; readonly to: number; /** "un", "una": an article as often as a number. */ readonly article: boolean }

/** Reads a number written with figures or in words ("treinta y dos", "2 mil") at word `at`; null where none begins. */
export function readNumber(words: readonly Word[], at: number): ReadNumber | null {
  const first = words[at]
  if (first === undefined) return null
  if (first.figure !== null) {
    const thousand = words[at + 1]?.text === 'mil'
    return { value: thousand ? first.figure * 1000 : first.figure, to: at + (thousand ? 2 : 1), article: false }
  }
  let value = numberWord(first.text)
  if (value === undefined) return null
  let to = at + 1
  const article = first.text === 'un' || first.text === 'una'
  if (value >= 100) {
    const next = numberWord(words[to]?.text ?? '')
    if (next !== undefined && next < 100 && !words[to]!.breakBefore && next > 1) {
      value += next
      to++
    }
  }
  if (value % 100 >= 20 && value % 10 === 0) {
    const units = words[to]?.text === 'y' ? to + 1 : to
    const next = numberWord(words[units]?.text ?? '')
    // "veinte y un casco" is not twenty-one helmets by accident: "y un" begins the next item.
    if (next !== undefined && next < 10 && next > 1 && value % 100 !== 20 && !words[units]!.breakBefore) {
      value += next
      to = units + 1
    }
  }
  if (words[to]?.text === 'mil') return { value: value * 1000, to: to + 1, article: false }
  return { value, to, article }
}

/** All numbers of a text, with figures or in words. Articles that may be numbers are left out. */
export function numbersIn(text: string): number[] {
  const words = wordsOf(text)
  const found: number[] = []
  for (let at = 0; at < words.length;) {
    const number = readNumber(words, at)
    if (number !== null && !number.article) found.push(number.value)
    at = number?.to ?? at + 1
  }
  return found
}
