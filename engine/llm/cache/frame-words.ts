import type { Language } from '../../../db/values.ts'

/**
 * What a small word does to a question. Two questions are the same only where all of this agrees: "can I" is not "should I",
 * "to Lima" is not "from Lima". `free` words change nothing that an answer would depend on.
 */
export type Frame = 'free' | `question:${string}` | `negation:${string}` | `date:${string}` | `order:${string}`

const table = (lines: Readonly<Record<string, string>>): ReadonlyMap<string, Frame> => {
  const words = new Map<string, Frame>()
  for (const [frame, list] of Object.entries(lines)) for (const word of list.split(' ')) words.set(word, frame as Frame)
  return words
}

const english = table({
  free: 'the a an some of is are am be do does please hello hi hey thanks thank really actually just very also so well ok okay there it its itself exactly currently simply',
  'question:what': 'what which whats', 'question:who': 'who whom whos', 'question:whose': 'whose', 'question:when': 'when', 'question:where': 'where wheres', 'question:why': 'why', 'question:how': 'how hows',
  'question:can': 'can could able', 'question:may': 'may might', 'question:should': 'should ought', 'question:must': 'must', 'question:would': 'would id', 'question:will': 'will shall gonna going',
  'question:past': 'did was were had been', 'question:this': 'this these', 'question:that': 'that those', 'question:first': 'i me my mine myself im ive we us our ours', 'question:second': 'you your yours yourself youre',
  'question:he': 'he him his', 'question:she': 'she her hers', 'question:they': 'they them their theirs', 'question:if': 'if whether',
  'negation:answer': 'nope', 'negation:not': 'not no never none nothing nobody neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt havent hasnt hadnt aint except unless hardly stop',
  'date:before': 'before until till by', 'date:after': 'after since', 'date:during': 'during while',
  'order:to': 'to into onto toward towards', 'order:from': 'from off', 'order:with': 'with', 'order:than': 'than', 'order:for': 'for', 'order:in': 'in inside within', 'order:on': 'on upon', 'order:at': 'at', 'order:about': 'about',
  'order:over': 'over above', 'order:under': 'under below beneath', 'order:between': 'between among', 'order:against': 'against versus vs', 'order:and': 'and', 'order:or': 'or', 'order:but': 'but', 'order:because': 'because', 'order:as': 'as', 'order:like': 'like',
  'order:more': 'more', 'order:most': 'most', 'order:less': 'less fewer', 'order:least': 'least', 'order:out': 'out outside', 'order:up': 'up', 'order:down': 'down', 'order:through': 'through via', 'order:same': 'same', 'order:all': 'all every each always', 'order:only': 'only', 'order:other': 'other another else different',
  'order:any': 'any',
})

const spanish = table({
  free: 'el la los las lo un una unos unas de del es son estan ser estar ya pues favor hola gracias buenas buenos dias muy tan realmente exactamente actualmente que se',
  'question:what': 'cual cuales', 'question:who': 'quien quienes', 'question:when': 'cuando', 'question:where': 'donde adonde', 'question:how': 'como', 'question:howmuch': 'cuanto cuanta', 'question:howmany': 'cuantos cuantas',
  'question:can': 'puedo podria puede pueden podrian podemos', 'question:should': 'debo deberia debemos debe deben', 'question:past': 'fue fueron era eran estaba estaban hubo habia ha han he hemos', 'question:will': 'sera seran voy va van vamos',
  'question:this': 'este esta esto estos estas', 'question:that': 'ese esa eso esos esas aquel aquella', 'question:first': 'soy somos estoy estamos yo me mi mis mio conmigo nosotros nos nuestro nuestra nuestros nuestras', 'question:second': 'tu tus te ti usted ustedes contigo',
  'question:he': 'ella su sus le les ellos ellas', 'question:if': 'si',
  'negation:answer': 'nope', 'negation:not': 'no nunca jamas nada nadie ningun ninguno ninguna tampoco ni sin salvo excepto dejar',
  'date:before': 'antes hasta', 'date:after': 'despues tras luego', 'date:during': 'durante mientras',
  'order:to': 'a al hacia', 'order:from': 'desde', 'order:with': 'con', 'order:for': 'para', 'order:by': 'por', 'order:in': 'en dentro', 'order:about': 'sobre acerca', 'order:under': 'bajo debajo', 'order:between': 'entre', 'order:against': 'contra',
  'order:and': 'y e', 'order:or': 'o u', 'order:but': 'pero', 'order:because': 'porque', 'order:more': 'mas', 'order:less': 'menos', 'order:out': 'fuera', 'order:same': 'mismo misma igual', 'order:all': 'todo toda todos todas cada siempre', 'order:only': 'solo solamente unicamente', 'order:other': 'otro otra otros otras distinto distinta diferente diferentes',
})

const frames: Readonly<Record<Language, ReadonlyMap<string, Frame>>> = { es: spanish, en: english }

/** What a folded word does to a question; null for the words that a question is about. */
export function frameOf(folded: string, language: Language): Frame | null {
  return frames[language].get(folded) ?? null
}

type Rewriting = readonly [pattern: RegExp, by: string]

/** Ways of asking the same that differ in many small words, brought to one. On folded text, words with single spaces between. */
const rewritings: Readonly<Record<Language, readonly Rewriting[]>> = {
  // "How can I" is left apart from "how do I": labelled pairs tell possible from usual, and a kept answer to the one need not serve the other.
  en: [
    [/^(?:hi|hello|hey)\b(?: there)?/, ''],
    [/^(?:can|could|would) you (?:please )?(?:tell|show|explain to) me\b/, ''], [/^please (?:tell|show) me\b/, ''], [/^(?:i (?:want|need|would like|d like) to know|do you know|i wonder)\b/, ''],
    [/\bhow (?:do|does|would|shall) (?:i|we|one|someone|anyone|a person|people)\b/g, 'how to'],
    [/\bwhat(?:s| is| are)? (?:some of )?(?:the |a |some )?(?:best |good |right )?(?:ways?|methods?) (?:to|of)\b/g, 'how to'],
    [/\bwhere (?:do|can|could) (?:i|we|one|someone)\b/g, 'where to'],
    [/\bhow much (?:does|do|is|are|did)?\b/g, 'howmuch '], [/\bhow many\b/g, 'howmany'], [/\bhow long\b/g, 'howlong'], [/\bhow far\b/g, 'howfar'], [/\bhow often\b/g, 'howoften'], [/\bhow old\b/g, 'howold'],
    [/\bhow come\b/g, 'why'], [/\b(?:at )?what time\b/g, 'when'], [/\bwhat (?:date|day)\b/g, 'when'],
  ],
  es: [
    [/^(?:hola|buen(?:os|as)? (?:dias?|tardes|noches))\b/, ''],
    [/\b(?:me )?(?:puede|puedes|podria|podrias|pueden)(?: usted)? (?:decir|indicar|informar|explicar)(?:me)?\b/g, ''], [/\b(?:quiero|quisiera|necesito|me gustaria) saber\b/g, ''], [/^(?:dime|digame)\b/, ''],
    [/\bpor que\b/g, 'porque_'], [/\bpor favor\b/g, ''],
    [/\b(?:a )?que hora\b/g, 'cuando'], [/\bque dia\b/g, 'cuando'],
    [/\bcomo (?:se )?(?:puedo|puede|pueden|podria|podemos|hago para|hacer para|se hace para)\b/g, 'como'], [/\bdonde (?:se )?(?:puedo|puede|pueden|podria|podemos)\b/g, 'donde'],
    [/\bse (?:puede|pueden|podria)\b/g, 'puedo'], [/\bes posible\b/g, 'puedo'],
  ],
}

/** Brings the common ways of asking one thing to one. @param folded folded words with single spaces between. */
export function rewrite(folded: string, language: Language): string {
  let text = folded
  for (const [pattern, by] of rewritings[language]) text = text.replace(pattern, by).trim()
  return text
}

const asked: ReadonlyMap<string, Frame> = new Map([
  ['howmuch', 'question:howmuch'], ['howmany', 'question:howmany'], ['howlong', 'question:howlong'], ['howfar', 'question:howfar'], ['howoften', 'question:howoften'], ['howold', 'question:howold'], ['porque_', 'question:why'],
])

/** As `frameOf`, for a word of a rewritten text. */
export function frameOfRewritten(word: string, language: Language): Frame | null {
  return asked.get(word) ?? frameOf(word, language)
}
