import { readNumber } from '../../text/numbers.ts'
import type { Word } from '../../text/words.ts'

/** Words that point at something said or shown before instead of naming it. */
export type Reference =
  | { readonly kind: 'that' | 'another' | 'other' | 'cheapest' | 'dearest' | 'last' | 'each' | 'all' | 'any' }
  | { readonly kind: 'nth'; readonly places: readonly number[] }
  /** "uno de los tres": of the line that has so many pieces. */
  | { readonly kind: 'of'; readonly lineQuantity: number }
  /** "el ítem 4", "el 3 ya no": a line of the order. */
  | { readonly kind: 'line'; readonly place: number }
  | { readonly kind: 'price'; readonly amount: number }

const ordinals = new Map(Object.entries({
  primero: 1, primera: 1, primer: 1, first: 1, segundo: 2, segunda: 2, second: 2, tercero: 3, tercera: 3, tercer: 3, third: 3, cuarto: 4, cuarta: 4, fourth: 4, quinto: 5, quinta: 5, fifth: 5,
  sexto: 6, sexta: 6, septimo: 7, octavo: 8,
}))
const that = new Set(['ese', 'esa', 'eso', 'esos', 'esas', 'este', 'esta', 'estos', 'estas', 'esto', 'mismo', 'misma', 'that', 'those', 'these', 'it', 'them', 'thoes'])
const pronouns = /^(?:agrega|pon|quita|saca|elimina|borra|deja|cambia|quite|saque|agregue|anade)l[oae]s?$/

/** Reads a reference at word `at`; null where none begins. */
export function readReference(words: readonly Word[], at: number): { readonly reference: Reference; readonly to: number } | null {
  const word = words[at]!
  const before = words[at - 1]?.text ?? ''
  const next = words[at + 1]
  const price = priceAt(words, at)
  if (price !== null) return price
  if (word.text === 'opcion' || word.text === 'option' || word.text === 'numero') {
    const number = readNumber(words, at + 1)
    if (number !== null && number.value >= 1 && number.value <= 12) return { reference: { kind: 'nth', places: [number.value] }, to: number.to }
  }
  const line = lineAt(words, at)
  if (line !== null) return line
  const place = ordinals.get(word.text)
  if (place !== undefined && !/^(nombre|apellido|vez)/.test(next?.text ?? '') && !/^(?:un|este|mi|su|al)$/.test(before)) return { reference: { kind: 'nth', places: [place] }, to: at + 1 }
  if (/^primer[oa]s$/.test(word.text)) {
    const count = before === 'los' || before === 'las' ? readNumber(words, at + 1) : readNumber(words, at - 1)
    const many = count?.value ?? 1
    return { reference: { kind: 'nth', places: Array.from({ length: Math.min(many, 12) }, (_, index) => index + 1) }, to: count !== null && count.to > at + 1 ? count.to : at + 1 }
  }
  // "los dos primeros", "los dos": a number with "los" before it is no quantity.
  const number = before === 'los' || before === 'las' || before === 'the' ? readNumber(words, at) : null
  if (number !== null && number.value >= 2 && number.value <= 12 && words[at]!.figure === null) {
    const last = words[number.to]
    if (last === undefined || last.breakBefore || /^primer[oa]s$|^first$/.test(last.text)) {
      return { reference: { kind: 'nth', places: Array.from({ length: number.value }, (_, index) => index + 1) }, to: last !== undefined && last.text.startsWith('primer') ? number.to + 1 : number.to }
    }
  }
  if (word.text === 'ultimo' || word.text === 'ultima' || word.text === 'last') return { reference: { kind: 'last' }, to: at + 1 }
  if (/^(?:barat(?:[ia]c|it)?|economic)[oa]s?$/.test(word.text) || word.text === 'cheapest' || word.text === 'cheaper') return before === 'mas' || ['the', 'el', 'la', 'los', 'las', 'del'].includes(before) || word.text === 'cheapest' || next === undefined ? { reference: { kind: 'cheapest' }, to: at + 1 } : null
  if (/^car(?:it)?[oa]s?$/.test(word.text) && before === 'mas') return { reference: { kind: 'dearest' }, to: at + 1 }
  if (word.text === 'cada') return { reference: { kind: 'each' }, to: /^(?:un[oa]|cosa|producto|articulo|referencia|item)$/.test(next?.text ?? '') ? at + 2 : at + 1 }
  if (word.text === 'each') return { reference: { kind: 'each' }, to: at + 1 }
  if (word.text === 'ambos' || word.text === 'ambas' || word.text === 'both') return { reference: { kind: 'nth', places: [1, 2] }, to: at + 1 }
  if (word.text === 'cualquiera') return { reference: { kind: 'any' }, to: at + 1 }
  // "5 de todo": of all that is in the order.
  if (/^tod[oa]s?$/.test(word.text) && before === 'de' && readNumber(words, at - 2) !== null) return { reference: { kind: 'all' }, to: at + 1 }
  if (/^tod[oa]s?$/.test(word.text) && (readNumber(words, at + 1) !== null || (next?.text === 'a' && readNumber(words, at + 2) !== null))) return { reference: { kind: 'all' }, to: at + 1 }
  if (/^otr[oa]s?$/.test(word.text) && /^(?:lado|dia|tema|cosa|cosita|rato|vez|pregunta|almacen|sitio|proveedor|tienda|dato|numero|correo|direccion)$/.test(next?.text ?? '')) return null
  if (/^otr[oa]s?$/.test(word.text) && ['el', 'la', 'los', 'las', 'del'].includes(before)) return { reference: { kind: 'other' }, to: at + 1 }
  if (word.text === 'other' && before === 'the') return { reference: { kind: 'other' }, to: words[at + 1]?.text === 'one' ? at + 2 : at + 1 }
  if (/^otr[oa]s?$/.test(word.text) || word.text === 'another') return { reference: { kind: 'another' }, to: at + 1 }
  // "hoy mismo", "ya mismo": at once.
  if (/^mism[oa]$/.test(word.text) && /^(?:hoy|ya|ahora|ahorita|aqui|ahi|manana|lo|la|el)$/.test(before)) return null
  if (that.has(word.text) && !/^(pedido|orden|numero|correo|direccion|telefono|cedula|barrio|bien|todo|seria|es|cuanto|is|are|all|will)$/.test(next?.text ?? '') && !(word.text === 'esta' && next !== undefined)) return { reference: { kind: 'that' }, to: at + 1 }
  if (pronouns.test(word.text)) return { reference: { kind: 'that' }, to: at + 1 }
  return null
}

/** "el de 136 mil", "el que vale 35.500": by its price. */
function priceAt(words: readonly Word[], at: number): { readonly reference: Reference; readonly to: number } | null {
  // "the 14 thousand ones", "el 14 mil".
  const thousands = /^(?:the|el|la|los|las)$/.test(words[at - 1]?.text ?? '') && words[at]!.figure !== null && /^(?:thousand|k|mil)$/.test(words[at + 1]?.text ?? '')
  if (thousands) return { reference: { kind: 'price', amount: words[at]!.figure! * 1000 }, to: /^ones?$/.test(words[at + 2]?.text ?? '') ? at + 3 : at + 2 }
  const costs = /^(?:vale|valen|cuesta|cuestan)$/.test(words[at]!.text) && words[at - 1]?.text === 'que'
  if (!costs && (words[at]!.text !== 'de' || !['el', 'la', 'los', 'las', 'del'].includes(words[at - 1]?.text ?? '') && !(words[at - 2]?.text === 'del'))) return null
  const number = readNumber(words, at + 1)
  return number === null || number.value < 400 || !Number.isInteger(number.value) ? null : { reference: { kind: 'price', amount: number.value }, to: number.to }
}

/** "el ítem 4"; "el 3" where what follows says what is to become of it. */
function lineAt(words: readonly Word[], at: number): { readonly reference: Reference; readonly to: number } | null {
  const called = /^(?:item|linea|renglon|punto|producto|line)$/.test(words[at]!.text)
  const number = words[called ? at + 1 : at]
  if (number === undefined || number.figure === null || !Number.isInteger(number.figure) || number.figure < 1 || number.figure > 30) return null
  const to = called ? at + 2 : at + 1
  const behind = words.slice(to, to + 2).map(({ text }) => text).join(' ')
  if (!called && !(['el', 'the'].includes(words[at - 1]?.text ?? '') && /^(?:en \w+|a \w+|ya no|no|tampoco|dej\w+.*)$/.test(behind))) return null
  return { reference: { kind: 'line', place: number.figure }, to }
}
