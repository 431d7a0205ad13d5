import { readNumber } from '../../text/numbers.ts'
import type { Word } from '../../text/words.ts'
import { readVerb } from './verbs.ts'

/** Words that join things said of an order. */
export const separators = new Set(['y', 'e', 'i', 'n', 'mas', 'tambien', 'and', 'plus', '+', '&', 'junto', 'ademas', 'luego', 'also', 'w'])
export const articles = new Set(['el', 'la', 'los', 'las', 'the', 'al', 'del'])

/** Words with which people take back what they have just said. */
const corrections = new Set('sino era eran si eh ehh mmm no nop nel nooo perdon mejor digo mentiras mentira espera espere esperate wait sorry actually ay uy bueno son sean sea que make rather oops corrijo pero'.split(' '))
const takesBack = new Set('sino no nop nel nooo perdon mejor digo mentiras mentira espera espere esperate wait sorry actually rather oops corrijo'.split(' '))

/** Whether only words of correction stand between `from` and `to`; `strong`: one of them takes back. */
export function correctionBetween(words: readonly Word[], from: number, to: number): 'none' | 'weak' | 'strong' | null {
  const between = words.slice(from, to)
  if (between.some(({ text }) => !corrections.has(text))) return null
  return between.length === 0 ? 'none' : between.some(({ text }) => takesBack.has(text)) ? 'strong' : 'weak'
}

const beforeNo = new Set('ya siempre mejor pues entonces al final then'.split(' '))
const afterNo = new Set('va van gracias quiero porfa please por'.split(' '))

/** "los P100 no", "la caja tampoco va", "las alarmas siempre no": a refusal behind a thing, from `at` up to, not including, the end told. */
export function refusalBehind(words: readonly Word[], at: number): number | null {
  let place = at
  while (place < words.length && beforeNo.has(words[place]!.text) && (place === at || !words[place]!.breakBefore)) place++
  const no = words[place]
  if (no === undefined || !/^(?:no|tampoco|nel)$/.test(no.text) || (place > at && no.breakBefore)) return null
  place++
  while (/^(?:no|espera|espere|pere|perdon|mejor)$/.test(words[place]?.text ?? '')) place++
  if (/^(?:l[oa]s?)$/.test(words[place]?.text ?? '') && afterNo.has(words[place + 1]?.text ?? '')) place++
  // "los mosquetones tampoco los voy a llevar".
  const said = words.slice(place, place + 4).map(({ text }) => text)
  if (/^l[oa]s?$/.test(said[0] ?? '') && said[1]?.startsWith('vo') && said[2] === 'a' && /^(?:llevar|comprar|necesitar|querer)$/.test(said[3] ?? '')) place += 4
  else if (/^(?:l[oa]s?|me|le|nos)$/.test(said[0] ?? '') && words[place + 1] !== undefined && readVerb(words, place + 1)?.verb === 'add') place += 2
  else if (/^(?:me|nos|se)$/.test(said[0] ?? '') && /^l[oa]s?$/.test(said[1] ?? '') && words[place + 2] !== undefined && readVerb(words, place + 2)?.verb === 'add') place += 3
  while (place < words.length && afterNo.has(words[place]!.text) && !words[place]!.breakBefore) place++
  const next = words[place]
  const ends = next === undefined || next.breakBefore || (separators.has(next.text) && next.text !== 'mas') || /^(?:pero|porque|que|entonces|ya|al|final|mejor|sino)$/.test(next.text)
  // "los soportes no, las linternas sí".
  const other = next !== undefined && articles.has(next.text) && words[place + 1] !== undefined && readVerb(words, place + 1) === null
  return ends || other ? place : null
}

/** "con las tulas alcanza", "las rodilleras así está bien": a thing that is named to be left as it is. */
export function keptBehind(words: readonly Word[], at: number): number | null {
  const text = words.slice(at, at + 3).map((word) => word.text).join(' ')
  const found = /^(?:asi (?:esta|estan|quedan?) bien|(?:esta|estan) bien|asi (?:esta|estan)|quedan? igual|alcanzan?|bastan?|igual$)/.exec(text)
  return found === null ? null : at + found[0].split(' ').length
}

/** "al doble", "la mitad", "double that": a factor of what is in the cart. */
export function readFactor(words: readonly Word[], at: number): { readonly factor: number; readonly to: number } | null {
  const { text } = words[at]!
  if (/^dupli(?:c|qu)\w*$/.test(text)) return { factor: 2, to: at + 1 }
  const factor = text === 'doble' || text === 'double' ? 2 : text === 'triple' ? 3 : text === 'mitad' || text === 'half' ? 0.5 : null
  const next = words[at + 1]
  if (factor === null || !(next === undefined || next.breakBefore || (text === 'double' && next.text === 'the') || /^(?:de|of|that|it|no|y|porfa|por|entonces|mejor|pues|jaja\w*|de|a)$/.test(next.text))) return null
  return next?.text === 'of' || words[at + 2]?.text === 'dozen' ? null : { factor, to: at + 1 }
}

/** "la misma cantidad", "same qty", "las mismas seis", "c/u": as many as of the thing before. */
export function readSame(words: readonly Word[], at: number): number | null {
  const text = words.slice(at, at + 2).map((word) => word.text).join(' ')
  const found = /^(?:misma cantidad|mismo numero|igual (?:cantidad|numero)|lo mismo$|same (?:qty|quantity|amount|number)|c u$)/.exec(text)
  return found === null ? null : at + 2
}

/** What a number counts that is no thing of the shop: people, days, square metres. */
const countedElse = /^(?:personas?|empleados?|trabajador(?:es)?|obreros?|muchach[oa]s?|chic[oa]s?|hombres|mujeres|ninos|operarios?|brigadistas?|alumnos|dias?|semanas?|mes(?:es)?|anos?|horas?|minutos?|veces|cuotas|pisos?|m2|mts2|puestos|people|guys|workers|men|days|weeks|months|years|hours|times|x100|porciento|pesos|dolares|mil pesos)$/
const codes = /^(?:req|oc|po|pedido|orden|factura|cotizacion|nit|cc|cedula|id|ref|referencia|tel|cel|telefono|celular|apto|apartamento|piso|torre|bodega|oficina|of|casa|km|calle|cll|cl|carrera|cra|kr|kra|av|avenida|no|nro|hp)$/

/** Whether the number in words `at` up to `to` counts no things: "somos 40 personas", "OC 2281", "0457". */
export function countsNothing(words: readonly Word[], at: number, to: number, message: string): boolean {
  const next = words[to]
  if (next !== undefined && !next.breakBefore && countedElse.test(next.text)) return true
  const written = message.slice(words[at]!.start, words[at]!.end)
  if (/^0\d/.test(written) || message[words[to - 1]!.end] === '%') return true
  const before = words[at - 1]?.text ?? ''
  const colon = message.slice(words[at - 1]?.end ?? 0, words[at]!.start).includes(':')
  // "¿me lo deja en 15000?", "10 chalecos de 11 mil" name a price.
  if (/^(?:somos|tengo|tenemos)$/.test(before) || (/^(?:en|a|por|de)$/.test(before) && words[at]!.figure !== null && (readNumber(words, at)?.value ?? 0) > 1000)) return true
  return codes.test(before) && !colon && !words[at]!.breakBefore && words[at]!.figure !== null && !(before === 'no' && words[at]!.figure! < 1000)
}
