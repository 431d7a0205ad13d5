import { stemEnglish, stemSpanish } from './stem.ts'
import { fold } from './fold.ts'

const MOST_SPELLINGS = 500
const WORD = /[\p{L}\p{N}'’.]+/gu

/**
 * Parses a cue phrase. Returns its parts, which must follow one another within a few words of one sentence; each part is the list of
 * stem sequences that may stand for it. "(encontre|halle) ... google" gives [[["encontr"],["hall"]],[["google"]]].
 * @throws Error for unbalanced parentheses, an empty phrase, or more than 500 combinations in a part.
 */
export function parsePhrase(phrase: string, language: 'es' | 'en'): string[][][] {
  const parts = phrase.split(/\s+\.\.\.\s+/).map((part) => expand(part, phrase).map((spelling) => stems(spelling, language)))
  for (const part of parts) if (part.length === 0 || part.some((sequence) => sequence.length === 0)) throw new Error(`the cue "${phrase}" has a part without words`)
  return parts
}

function expand(part: string, phrase: string): string[] {
  let spellings = ['']
  for (const piece of part.split(/(\([^()]*\)\??)/)) {
    const isChoice = piece.startsWith('(')
    if (!isChoice && /[()]/.test(piece)) throw new Error(`the cue "${phrase}" has unbalanced parentheses`)
    const choices = isChoice ? piece.replace(/^\(|\)\??$/g, '').split('|') : [piece]
    if (isChoice && piece.endsWith('?')) choices.push('')
    if (spellings.length * choices.length > MOST_SPELLINGS) throw new Error(`the cue "${phrase}" has more than ${MOST_SPELLINGS} spellings`)
    spellings = spellings.flatMap((before) => choices.map((choice) => before + choice))
  }
  return spellings
}

function stems(spelling: string, language: 'es' | 'en'): string[] {
  const stem = language === 'es' ? stemSpanish : stemEnglish
  return (spelling.match(WORD) ?? []).map((word) => fold(word.replace(/\.+$/, ''))).filter((word) => word !== '').map(stem)
}
