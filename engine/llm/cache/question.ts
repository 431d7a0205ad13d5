import type { Language } from '../../../db/values.ts'
import { languageOf } from '../../knowledge/language/function-words.ts'
import { stem } from '../../knowledge/language/stem.ts'
import { readWords } from '../../knowledge/language/words.ts'
import { dateWordOf } from './date-words.ts'
import { frameOfRewritten, rewrite, type Frame } from './frame-words.ts'
import { numberOf } from './number-words.ts'

/** One piece of a question, in order: what it is about, a figure, a day, or a small word with what it does. */
export interface Piece {
  readonly kind: 'word' | 'number' | 'date' | 'frame'
  /** The stem, the figure, the day or the frame. */
  readonly key: string
}

/** A question as guards compare it. */
export interface Question {
  readonly language: Language
  readonly pieces: readonly Piece[]
  /** Folded words with single spaces around each, so that whole words can be looked for. */
  readonly padded: string
  /** Folded words that stand with a capital where none is due. */
  readonly names: ReadonlySet<string>
  /** Signs that turn a figure into an amount: %, $, € and the like, sorted. */
  readonly signs: string
  /** Spanish things behind an article: "una calle" is any street, "la calle" one that is known. English pairs showed no need of it. */
  readonly articles: ReadonlyMap<string, 'any' | 'known'>
  /** What Spanish endings tell of time and person beyond the stem, sorted. */
  readonly moods: string
  /** Whether it is written as a question or as a statement; null when no mark says. */
  readonly ending: 'asks' | 'states' | null
}

/** Spanish finite endings whose time is sure by their accents or length. The infinitive, the present and nouns say nothing. */
const spanishPast = /(?:ó|[aá]ste|iste|aron|ieron|aba[ns]?|ábamos)$/
const spanishFuture = /(?:ará|erá|irá|arán|erán|irán|arás|erás|irás|aré|eré|iré|aremos|eremos|iremos)$/
const spanishOtherPerson = /(?:amos|emos|imos|áis|éis)$/

/** Reads a question once, for all guards. */
export function readQuestion(text: string): Question {
  // Without its accent "está" would be taken for "esta", and what it adds to a verb or noun is nothing.
  // "No, I want to pay" answers; "no" without the comma denies what follows.
  const words = readWords(text.normalize('NFKC').replace(/(?<!\p{L})están?(?!\p{L})/giu, 'es').replace(/(?<!\p{L})no(?=\s*[,;.])/giu, 'nope'))
  const language = languageOf(text, words)
  const shouting = words.length > 1 && words.every(({ written }) => written === written.toUpperCase())
  const titled = words.filter(({ written, first }) => !first && isCapital(written)).length > words.length * 0.6
  const names = new Set<string>()
  if (!shouting && !titled) for (const { written, folded, first } of words) if (!first && isCapital(written) && folded !== 'i' && !/^i['’]/i.test(written)) names.add(folded)
  const folded = words.map((word) => word.folded).join(' ')
  const tokens = rewrite(folded, language).split(' ').filter((token) => token !== '')
  return {
    language,
    pieces: tokens.flatMap((token, at) => pieceOf(token, at, tokens, language)),
    padded: ` ${folded} `,
    names,
    signs: (text.match(/[%‰$€£¥°#]|\bus\$/gi) ?? []).sort().join(''),
    articles: language === 'es' ? spanishArticles(tokens) : new Map(),
    moods: language === 'es' ? spanishMoods(text) : '',
    ending: /[?¿]/.test(text) ? 'asks' : /[.!]\s*$/.test(text) ? 'states' : null,
  }
}

function isCapital(written: string): boolean {
  const first = written[0] ?? ''
  return first !== first.toLowerCase()
}

function pieceOf(token: string, at: number, tokens: readonly string[], language: Language): Piece[] {
  const number = numberOf(token, language)
  if (number !== null) return [{ kind: 'number', key: number }]
  // "How did" and "how do" differ; "a que" asks as "que" does, while a later "que" only joins.
  if (language === 'es' && token === 'que') return at <= 1 ? [{ kind: 'frame', key: 'question:what' }] : []
  const frame: Frame | null = frameOfRewritten(token, language)
  if (frame === 'free') return []
  const date = dateWordOf(token, tokens[at - 1] ?? '', language)
  if (date !== null) return [{ kind: 'date', key: date }]
  if (frame !== null) return [{ kind: 'frame', key: frame }]
  // Behind an article "-ing" makes a thing of its own: a bearing is no bear.
  const thing = language === 'en' && token.endsWith('ing') && /^(?:an?|the)$/.test(tokens[at - 1] ?? '')
  return [{ kind: 'word', key: thing ? token : stem(token, language) }]
}

const anyArticle = /^un(?:a|os|as)?$/
const knownArticle = /^(?:el|la|los|las|al|del)$/

function spanishArticles(tokens: readonly string[]): Map<string, 'any' | 'known'> {
  const found = new Map<string, 'any' | 'known'>()
  tokens.forEach((token, at) => {
    const article = anyArticle.test(token) ? 'any' : knownArticle.test(token) ? 'known' : null
    const thing = tokens[at + 1]
    if (article !== null && thing !== undefined) found.set(stem(thing, 'es'), article)
  })
  return found
}

function spanishMoods(text: string): string {
  const moods = new Set<string>()
  for (const [word] of text.toLowerCase().normalize('NFC').matchAll(/\p{L}+/gu)) {
    if (word.length < 4) continue
    if (spanishPast.test(word)) moods.add('past')
    else if (spanishFuture.test(word)) moods.add('future')
    else if (spanishOtherPerson.test(word)) moods.add('we')
  }
  return [...moods].sort().join(' ')
}
