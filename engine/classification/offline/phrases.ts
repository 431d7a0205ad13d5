import { stemEnglish, stemSpanish } from './stem.ts'
import { fold } from './fold.ts'

const MOST_SPELLINGS = 500
const WORD = /[\p{L}\p{N}'’.]+/gu
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/**
 * Parses a cue phrase. Returns its parts, which must follow one another within a few words of one sentence; each part is the list of
 * stem sequences that may stand for it. "(encontre|halle) ... google" gives [[["encontr"],["hall"]],[["google"]]].
 * @throws Error what `checkPhrase` throws.
 */
export function parsePhrase(phrase: string, language: 'es' | 'en'): string[][][] {
  checkPhrase(phrase)
  return partsOf(phrase).map((part) => spellingsOf(piecesOf(part)).map((spelling) => stems(spelling, language)))
}

/**
 * Whether a cue phrase can be parsed, without spelling it out: a taxonomy has thousands of them, and all are looked at when the engine starts.
 * @throws Error for unbalanced parentheses, a part without words, or more than 500 combinations in a part.
 */
export function checkPhrase(phrase: string): void {
  for (const part of partsOf(phrase)) {
    const pieces = piecesOf(part)
    if (pieces.some(({ isChoice, choices }) => !isChoice && /[()]/.test(choices.join('')))) throw new Error(`the cue "${phrase}" has unbalanced parentheses`)
    if (pieces.reduce((many, { choices }) => many * choices.length, 1) > MOST_SPELLINGS) throw new Error(`the cue "${phrase}" has more than ${MOST_SPELLINGS} spellings`)
    if (!pieces.some(({ choices }) => choices.every((choice) => LETTER_OR_DIGIT.test(choice)))) throw new Error(`the cue "${phrase}" has a part without words`)
  }
}

interface Piece { readonly isChoice: boolean; readonly choices: readonly string[] }

const partsOf = (phrase: string): string[] => phrase.split(/\s+\.\.\.\s+/)

/** What may stand in each place of a part: "(a|b)? c" is a, b or nothing, then c. */
function piecesOf(part: string): Piece[] {
  return part.split(/(\([^()]*\)\??)/).map((piece) => {
    if (!piece.startsWith('(')) return { isChoice: false, choices: [piece] }
    const choices = piece.replace(/^\(|\)\??$/g, '').split('|')
    return { isChoice: true, choices: piece.endsWith('?') ? [...choices, ''] : choices }
  })
}

function spellingsOf(pieces: readonly Piece[]): string[] {
  return pieces.reduce<string[]>((spellings, { choices }) => spellings.flatMap((before) => choices.map((choice) => before + choice)), [''])
}

function stems(spelling: string, language: 'es' | 'en'): string[] {
  const stem = language === 'es' ? stemSpanish : stemEnglish
  return (spelling.match(WORD) ?? []).map((word) => fold(word.replace(/\.+$/, ''))).filter((word) => word !== '').map(stem)
}
