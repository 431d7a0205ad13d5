import type { Language } from '../../../../db/values.ts'
import type { CatalogueView } from '../catalogue-view.ts'
import common from '../../../../resources/chat/common-words.json' with { type: 'json' }
import { attributeWords, commonWords, plainWords } from '../search/empty-words.ts'
import { meaningsOf, type Meaning } from '../search/meanings.ts'
import { allowedEdits, edits } from '../text/edits.ts'
import { readNumber } from '../text/numbers.ts'
import { sound, stem, wordsOf, type Word } from '../text/words.ts'

/** A message taken apart: what every later step looks at. */
export interface Reading {
  readonly message: string
  readonly words: readonly Word[]
  /** What each word means among the products; null where it means none. */
  readonly meanings: readonly (Meaning | null)[]
  /** The words with one space between, slips in everyday words mended: cues are looked for here. */
  readonly flat: string
  readonly question: boolean
  /** Sizes that products of the catalogue have, as "value unit": "2 galones" of what is sold by the gallon is no size. */
  readonly sizes: ReadonlySet<string>
  readonly language: Language
}

/** Everyday words long enough that a slip in them can be told from another word, by language: "arriba" is no "arrive". */
const mendable: Record<Language, readonly { readonly word: string; readonly heard: string }[]> = { es: mendableOf(common.es), en: mendableOf(common.en) }

function mendableOf(words: string): { word: string; heard: string }[] {
  return words.split(' ').filter((word) => word.length >= 5).map((word) => ({ word, heard: sound(word) }))
}

/**
 * Reads a message against a catalogue.
 * @param before the conversation's language, kept where a message does not show its own ("2", "ok", a name)
 */
export function readMessage(message: string, view: CatalogueView, before: Language): Reading {
  const written = wordsOf(withoutEnumeration(writtenOnce(message)))
  const language = languageOf(written, before)
  const meanings = withoutPeople(written, meaningsOf(written, view.index))
  const words = written.map((word, at) => (sure(meanings[at] ?? null) ? word : mended(word, language)))
  return { message, words, meanings: meanings.map((meaning, at) => (words[at] === written[at] ? meaning : null)), flat: words.map(({ text }) => text).join(' '), question: /[?¿]/.test(message) || asksByWords.test(words.map(({ text }) => text).join(' ')) || asksAtEnd(words), sizes: view.index.sizes, language }
}

/**
 * "Luz Dary Balanta", "Tuluá": words with capitals in the midst of a sentence are names. A run of them with a word that means nothing here
 * names no thing, and none of them is a slip of one.
 */
function withoutPeople(words: readonly Word[], meanings: readonly (Meaning | null)[]): (Meaning | null)[] {
  const kept = [...meanings]
  // Who writes everything with capitals tells nothing by them.
  if (words.filter(({ capital }) => capital).length * 2 > words.length) return kept
  const inMidst = (at: number) => words[at]!.capital && at > 0 && words[at]!.stopBefore === ''
  for (let at = 0; at < words.length; at++) {
    if (!inMidst(at)) continue
    let to = at + 1
    while (words[to]?.capital === true && !words[to]!.breakBefore) to++
    const unknown = words.slice(at, to).some(({ text, figure }, index) => kept[at + index] === null && figure === null && !commonWords.has(text))
    for (let place = at; place < to; place++) if ((unknown && to - at > 1) || !sure(kept[place] ?? null)) kept[place] = null
    at = to - 1
  }
  return kept
}

/** Questions of people who type no question mark. */
const asksByWords = /^(?:(?:and|but|so|y|pero|hola|buenas) )?(?:which|what|where|when|why|how|does|do (?:you|u)|is there|are there|cual|cuales|cuant[oa]s?|donde|cuando|quien)\b/

/** "un kit de primeros auxilios, tienen", "a first aid kit, do you have one": asked in the last few words, behind a comma. */
function asksAtEnd(words: readonly Word[]): boolean {
  const last = words.findLastIndex(({ breakBefore }) => breakBefore)
  return last > 0 && words.length - last <= 5 && /^(?:tienen|hay|venden|manejan|do (?:you|u) (?:have|sell|carry))\b(?! que)/.test(words.slice(last).map(({ text }) => text).join(' '))
}

/** "cinco (5) rollos": a number written both ways is one. Positions stay those of the message. */
function writtenOnce(message: string): string {
  return message.replaceAll(/(\p{L}+)(\s*\((\d{1,4})\))/gu, (whole, word: string, figures: string, digits: string) => (readNumber(wordsOf(word), 0)?.value === Number(digits) ? word + ' '.repeat(figures.length) : whole))
}

/** "1) cascos", "2) gafas": a list's own numbers count nothing. Positions stay those of the message. */
function withoutEnumeration(message: string): string {
  const numbered = /(^|\n)(\s*)(\d{1,2}\s?[).]-?)(?=\s)/g
  const inline = /(^|[\s:])()(\d{1,2}[).]-?)(?=\s)/g
  const counted = [...message.matchAll(inline)].map((found) => Number.parseInt(found[3]!, 10))
  if (counted.length > 1 && counted.every((number, at) => number === at + 1)) return message.replaceAll(inline, (_, start: string, space: string, number: string) => `${start}${space}${';'.padEnd(number.length)}`)
  return [...message.matchAll(numbered)].length < 2 ? message : message.replaceAll(numbered, (_, start: string, space: string, number: string) => `${start}${space}${' '.repeat(number.length)}`)
}

function mended(word: Word, language: Language): Word {
  const text = mendEveryday(word, language)
  return text === word.text ? word : { ...word, text, stem: stem(text) }
}

const sure = (meaning: Meaning | null) => meaning !== null && [...meaning.terms.values()].some((certainty) => certainty >= 0.85)

/** Forms of the verbs the acts look for: too many to list, and none a slip of another word. */
const verbForm = /^(?:quit|sac|saqu|elimin|borr|retir|descart|vaci|limpi|agreg|anad|sum|inclu|met|ech|cambi|reemplaz|cotiz|cotic|cierr|cerr|finaliz|llev|compr|dej|env|mand)[a-z]{1,8}$/

function mendEveryday({ text, figure }: Word, language: Language): string {
  if (figure !== null || text.length < 5 || commonWords.has(text) || plainWords.has(text) || attributeWords.has(text) || verbForm.test(text)) return text
  const heard = sound(text)
  const most = Math.min(allowedEdits(heard.length), 1)
  const near = mendable[language].filter((one) => one.heard[0] === heard[0])
  return (near.find((one) => one.heard === heard) ?? near.find((one) => edits(one.heard, heard, most) <= most))?.word ?? text
}

const english = new Set('the you your do does is are have want need would like please how much many what where price buy hello hi thanks thank order add remove with for and of my i im it me not can could give take only instead cheapest deliver delivery ship human speak gloves helmet helmets boots extinguisher extinguishers glasses hey good morning yes'.split(' '))
const spanish = new Set('el la los las de que un una unos unas quiero necesito cuanto tienen hay por favor para con mi me y hola gracias dame precio vale cuesta como donde es en del al si quita agrega mejor eso venden buenas buenos dias tardes cual lo se te su'.split(' '))

function languageOf(words: readonly Word[], before: Language): Language {
  let balance = 0
  for (const { text } of words) balance += (english.has(text) ? 1 : 0) - (spanish.has(text) ? 1 : 0)
  return balance > 0 ? 'en' : balance < 0 ? 'es' : before
}
