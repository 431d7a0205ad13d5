import type { Language } from '../taxonomy.ts'
import { fold, hashText } from './fold.ts'
import { polarityOf } from './polarity.ts'
import { marksOf } from './word-marks.ts'
import { stemEnglish, stemSpanish } from './stem.ts'
import { isNegator, languageVote, isStopWord } from './function-words.ts'

/**
 * Everything the classifier needs to know of one spelling in a transcript of one language. Found once per spelling and kept: transcripts repeat their words, so one
 * map look-up replaces folding, stemming, hashing and list look-ups on the hot path.
 */
export interface Word {
  /** As written. */
  spelling: string
  /** Another word with the same hash in the store. */
  next: Word | undefined
  /** Lower-case, without accents or apostrophes. */
  folded: string
  stem: string
  /** 30-bit hash of the stem, for feature hashing. */
  hash: number
  /** +1 Spanish function word, -1 English, 0 neither or both. */
  languageVote: number
  stopWord: boolean
  negator: boolean
  /** +1 good feeling, -1 bad, 0 neither. */
  polarity: number
  /** Bits of `MARK`. */
  marks: number
  /** Value of a number in digits or letters, NaN for other words. */
  number: number
  /** Place of the stem in the compiled cue vocabulary, -1 if no cue uses it. */
  symbol: number
  /** What the trained models make of this word alone; filled at first use, null when they do not know it. */
  contribution: Float32Array | null | undefined
  /** The last transcript (by running number) that counted this word: tells a first mention from a repeat without a set per transcript. */
  countedIn: number
}

const NUMBER_WORDS: Record<string, number> = {
  dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, once: 11, doce: 12, trece: 13, catorce: 14,
  quince: 15, dieciseis: 16, diecisiete: 17, dieciocho: 18, diecinueve: 19, veinte: 20, veintiuno: 21, veintiun: 21, veintiuna: 21,
  veintidos: 22, veintitres: 23, veinticuatro: 24, veinticinco: 25, veintiseis: 26, veintisiete: 27, veintiocho: 28, veintinueve: 29,
  treinta: 30, cuarenta: 40, cincuenta: 50, sesenta: 60, setenta: 70, ochenta: 80, noventa: 90, cien: 100, ciento: 100, cientos: 200,
  doscientos: 200, doscientas: 200, trescientos: 300, trescientas: 300, cuatrocientos: 400, cuatrocientas: 400, quinientos: 500,
  quinientas: 500, seiscientos: 600, seiscientas: 600, setecientos: 700, setecientas: 700, ochocientos: 800, ochocientas: 800,
  novecientos: 900, novecientas: 900, docenas: 24, decenas: 30, mil: 1000, miles: 3000, millon: 1e6, millones: 1e6,
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20,
  thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, hundred: 100, hundreds: 300, dozens: 24,
  thousand: 1000, thousands: 3000, million: 1e6, millions: 2e6,
}

/** Reads "2.000", "2,000", "1,5", "10k" or a number word. Groups of three after a separator are thousands. */
export function readNumber(folded: string): number {
  const first = folded.charCodeAt(0)
  if (first < 48 || first > 57) return Object.hasOwn(NUMBER_WORDS, folded) ? NUMBER_WORDS[folded]! : Number.NaN
  const thousands = folded.endsWith('k') ? 1000 : 1
  const digits = thousands === 1000 ? folded.slice(0, -1) : folded
  if (/^\d{1,3}([.,]\d{3})+$/.test(digits)) return Number(digits.replace(/[.,]/g, '')) * thousands
  if (/^\d+([.,]\d+)?$/.test(digits)) return Number(digits.replace(',', '.')) * thousands
  return Number.NaN
}

const MOST_KEPT = 40_000
const LONGEST_KEPT = 40

/** The words one compiled classifier has seen in one language. Bounded, so that a hostile input cannot fill the memory. */
export class WordStore {
  /** First word of each hash; the others hang on `next`. */
  private readonly heads = new Map<number, Word>()
  private readonly language: Language
  private readonly symbols: Map<string, number>
  private kept = 0

  /** `symbols` gives the place of each stem in the compiled cue vocabulary of the language. */
  constructor(language: Language, symbols: Map<string, number>) {
    this.language = language
    this.symbols = symbols
  }

  /**
   * The word at `text.slice(start, end)`. Hashed and compared in place: cutting out a string for every word of every transcript was a
   * fifth of the time of a classification.
   */
  get(text: string, start: number, end: number): Word {
    if (end - start > LONGEST_KEPT) return this.describe(text.slice(start, start + LONGEST_KEPT))
    let hash = 2166136261
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619)
    const key = hash & 0x3fffffff
    const head = this.heads.get(key)
    for (let word = head; word; word = word.next) if (isSpelt(word.spelling, text, start, end)) return word
    const word = this.describe(text.slice(start, end))
    if (this.kept >= MOST_KEPT) {
      this.heads.clear()
      this.kept = 0
    } else word.next = head
    this.heads.set(key, word)
    this.kept++
    return word
  }

  private describe(spelling: string): Word {
    const { language } = this
    const folded = fold(spelling)
    const stem = language === 'es' ? stemSpanish(folded) : stemEnglish(folded)
    const number = readNumber(folded)
    return {
      spelling,
      next: undefined,
      folded,
      stem,
      hash: hashText(stem) & 0x3fffffff,
      languageVote: languageVote(folded, spelling),
      stopWord: isStopWord(folded, language),
      negator: isNegator(folded),
      polarity: polarityOf(stem, language),
      marks: marksOf(folded, stem, !Number.isNaN(number), language),
      number,
      symbol: this.symbols.get(stem) ?? -1,
      contribution: undefined,
      countedIn: 0,
    }
  }
}

function isSpelt(spelling: string, text: string, start: number, end: number): boolean {
  if (spelling.length !== end - start) return false
  for (let at = 0; at < spelling.length; at++) if (spelling.charCodeAt(at) !== text.charCodeAt(start + at)) return false
  return true
}
