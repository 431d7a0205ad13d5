import type { ReadTranscript } from './transcript-reader.ts'

const NEGATION_REACH = 5

/** What follows a negation that denies nothing: "no solo", "sin duda"; and not knowing or not managing, which is a need ("no logramos conectar"). */
const FALSE_NEGATIONS = new Set(
  `solo solamente unicamente only just embargo duda obstante fue doubt sabemos sabe saben know knows logro logra logramos logran
alcanzo alcanza alcanzamos alcanzan`.split(/\s+/),
)
/** Words that open an indirect question: what is asked is not denied ("no tenemos claro cuál campaña vende"). */
const QUESTION_WORDS = new Set('cual cuales cuanto cuanta cuantos cuantas quien quienes donde which what where who why how whether'.split(' '))
/** After "no sé", words that also mean other things elsewhere ask as well. */
const ASKED_AFTER_KNOWING = new Set([...QUESTION_WORDS, 'que', 'si', 'como', 'por'])

/**
 * For each word, the word of the negation it stands under, or -1. A negation reaches five words, and no further than its clause or an
 * indirect question.
 */
export function negationScopes(read: ReadTranscript): Int32Array {
  const scopes = new Int32Array(read.words.length).fill(-1)
  for (let at = 0; at < read.words.length; at++) {
    if (!read.words[at]!.negator || deniesNothing(read, at)) continue
    for (let under = at + 1; under <= at + NEGATION_REACH && under < scopes.length && read.clauseOf[under] === read.clauseOf[at]; under++) {
      if (QUESTION_WORDS.has(read.words[under]!.folded)) break
      scopes[under] = at
    }
  }
  return scopes
}

function deniesNothing(read: ReadTranscript, at: number): boolean {
  const next = read.words[at + 1]?.folded ?? ''
  // Without accents "no sé qué" and "no se integra" begin alike; only the former asks something.
  return FALSE_NEGATIONS.has(next) || (next === 'se' && ASKED_AFTER_KNOWING.has(read.words[at + 2]?.folded ?? ''))
}

/** True for evidence that begins under a negation, unless the negation is its own first word. */
export function isDenied(read: ReadTranscript, scopes: Int32Array, first: number): boolean {
  return scopes[first]! >= 0 && !read.words[first]!.negator
}
