import type { Language } from '../../../db/values.ts'

const cardinals: Readonly<Record<Language, Readonly<Record<string, number>>>> = {
  es: {
    cero: 0, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, once: 11, doce: 12, trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17, dieciocho: 18, diecinueve: 19,
    veinte: 20, veintiuno: 21, veintidos: 22, veintitres: 23, veinticuatro: 24, veinticinco: 25, treinta: 30, cuarenta: 40, cincuenta: 50, sesenta: 60, setenta: 70, ochenta: 80, noventa: 90, cien: 100, ciento: 100,
    doscientos: 200, trescientos: 300, cuatrocientos: 400, quinientos: 500, mil: 1_000, millon: 1_000_000, millones: 1_000_000, docena: 12,
  },
  en: {
    zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
    twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, hundred: 100, thousand: 1_000, million: 1_000_000, billion: 1_000_000_000, dozen: 12,
  },
}
const shares: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  es: { medio: '1/2', media: '1/2', mitad: '1/2', doble: 'x2', triple: 'x3', primer: '#1', primero: '#1', primera: '#1', segundo: '#2', segunda: '#2', tercer: '#3', tercero: '#3', tercera: '#3', cuarto: '#4', cuarta: '#4', ultimo: '#last', ultima: '#last' },
  en: { half: '1/2', double: 'x2', twice: 'x2', triple: 'x3', once: 'x1', first: '#1', second: '#2', third: '#3', fourth: '#4', last: '#last', '1st': '#1', '2nd': '#2', '3rd': '#3' },
}

/**
 * The figure that a folded word stands for, in digits: "dos" and "2" are one, "1.500" and "1500" too. Ordinals and shares
 * are figures of their own. Null when it is none; Spanish "un" counts as an article.
 */
export function numberOf(folded: string, language: Language): string | null {
  if (Object.hasOwn(cardinals[language], folded)) return String(cardinals[language][folded])
  if (Object.hasOwn(shares[language], folded)) return shares[language][folded] ?? null
  if (!/^\d/.test(folded)) return null
  const digits = folded.replace(/(?<=\d)[.,](?=\d{3}(?:\D|$))/g, '')
  return /^\d+,\d+$/.test(digits) ? digits.replace(',', '.') : digits
}
