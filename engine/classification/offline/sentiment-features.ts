import type { Language } from '../taxonomy.ts'
import { fold, hashText } from './fold.ts'
import { isNegator } from './function-words.ts'
import { polarityOf } from './polarity.ts'
import { stemEnglish, stemSpanish } from './stem.ts'

/** Feature space of the short-text sentiment model. */
export const SENTIMENT_BUCKETS = 1 << 17
/** Only so much of a text is looked at: the model was trained on messages of at most 280 characters. */
const LONGEST_TEXT = 1200
const NEGATION_REACH = 4
const PIECE = /https?\S*|[@#]?[\p{L}\p{M}\p{N}_'’]+|\p{Extended_Pictographic}|[:;=xX]['-]?[)(DdPpOo/\\|3*]+|<3|[!?¡¿]+|\.{3,}/gu

const POSITIVE_MARKS = /^(?:[:;=x]['-]?[)dp3*]+|<3|[😀-😆😉-😍😘-😝☺🙂🤗😎💕💖💗💘💙💚💛💜❤♥👍👏🙌🎉✨💪🌟⭐🎶🔥😻💋👌🎁🎂🌹🌸🙏]+)$/u
const NEGATIVE_MARKS = /^(?:[:=]['-]?[(/\\|]+|[😒-😔😖😞-😤😥-😫😭😰😱😳🙁☹💔👎😡😠🤦😿🙄🤢🤮😷]+)$/u

const NGRAM_SEED: Record<string, number> = { word: 11, stem: 23, pair: 37, letters: 53, sign: 71 }
/** How much each family of features counts beside the others, found by cross-validation on the training tweets. */
const SHARE = { word: 1, stem: 1, pair: 0.7, letters: 0.35, sign: 1 }

/** Sparse features of a short text: words, stems, pairs (with negation), letter n-grams, and signs of feeling. */
export function sentimentFeatures(text: string, language: Language): { buckets: Int32Array; values: Float32Array } {
  const grams = new Map<number, number>()
  const signs = new Map<number, number>()
  const add = (family: keyof typeof SHARE, name: string): void => {
    const bucket = hashText(name, NGRAM_SEED[family]) % SENTIMENT_BUCKETS
    grams.set(bucket, SHARE[family])
  }
  const sign = (name: string, amount: number): void => {
    const bucket = hashText(name, NGRAM_SEED['sign']) % SENTIMENT_BUCKETS
    if (amount !== 0) signs.set(bucket, (signs.get(bucket) ?? 0) + amount)
  }
  const stem = language === 'es' ? stemSpanish : stemEnglish
  let before = '^'
  let negatedFor = 0
  let good = 0
  let bad = 0
  let words = 0
  let lastGood = 0
  for (const [piece] of text.slice(0, LONGEST_TEXT).matchAll(PIECE)) {
    if (piece.startsWith('http')) {
      sign('link', 0.5)
      continue
    }
    if (piece.startsWith('@')) {
      sign('mention', 0.3)
      continue
    }
    const folded = fold(piece.replace(/^#/, '')).replace(/(.)\1{2,}/gu, '$1$1')
    if (!/[\p{L}\p{N}]/u.test(folded) || POSITIVE_MARKS.test(folded)) {
      const mark = POSITIVE_MARKS.test(folded) ? 'good mark' : NEGATIVE_MARKS.test(folded) ? 'bad mark' : folded.slice(0, 3)
      sign(mark, mark.endsWith('mark') ? 1.5 : 0.6)
      add('word', folded)
      if (/[!?.]/.test(folded)) negatedFor = 0
      continue
    }
    words++
    if (/^(ja|je|ha|he){2,}|^jaj/.test(folded)) sign('laugh', 0.7)
    if (/(.)\1{2,}/u.test(piece)) sign('stretched', 0.5)
    if (piece.length > 3 && piece === piece.toUpperCase()) sign('shout', 0.3)
    const polarity = polarityOf(stem(folded), language)
    const negated = negatedFor > 0
    if (polarity > 0 && negated) bad += 0.7
    else if (polarity > 0) good += 1
    else if (polarity < 0 && negated) good += 0.2
    else if (polarity < 0) bad += 1
    if (polarity !== 0) lastGood = negated ? -polarity : polarity
    add('word', folded)
    add('stem', (negated ? 'not ' : '') + stem(folded))
    add('pair', `${before} ${folded}`)
    const padded = `_${folded}_`
    for (let size = 3; size <= 5; size++) for (let at = 0; at + size <= padded.length; at++) add('letters', padded.slice(at, at + size))
    before = folded
    negatedFor = isNegator(folded) ? NEGATION_REACH : negatedFor - 1
  }
  sign('good', Math.min(3, good) * 0.7)
  sign('bad', Math.min(3, bad) * 0.7)
  sign('balance', Math.max(-1, Math.min(1, (good - bad) / 2)))
  sign('last', lastGood * 0.5)
  sign('no feeling', good + bad === 0 ? 0.7 : 0)
  sign('length', Math.min(1, words / 25))
  return normalised(grams, signs)
}

function normalised(grams: Map<number, number>, signs: Map<number, number>): { buckets: Int32Array; values: Float32Array } {
  let squares = 0
  for (const value of grams.values()) squares += value * value
  const length = Math.sqrt(squares) || 1
  const buckets: number[] = []
  const values: number[] = []
  for (const [bucket, value] of grams) {
    buckets.push(bucket)
    values.push((2 * value) / length)
  }
  for (const [bucket, value] of signs) {
    buckets.push(bucket)
    values.push(value)
  }
  return { buckets: Int32Array.from(buckets), values: Float32Array.from(values) }
}
