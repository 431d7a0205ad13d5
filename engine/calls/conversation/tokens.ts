import type { SpokenTurn } from './types.ts'

/** One word or figure of what one speaker said, over as many turns as the recogniser cut it into. */
export interface Token {
  /** Lower case, without accents and apostrophes. */
  word: string
  turn: number
  start: number
  end: number
  /** What lies before it: 0 nothing, 1 a comma or a new turn, 2 the end of a sentence. */
  breakBefore: 0 | 1 | 2
  capital: boolean
  /** Its sentence ends in a question mark. */
  question: boolean
  /** Its sentence, numbered within the utterance. */
  sentence: number
}

/** Everything one speaker says until the other does. */
export interface Utterance {
  speaker: SpokenTurn['speaker']
  tokens: Token[]
}

const TOKEN = /\$?\d+(?:[.,:/-]\d+)*(?:%|\p{L}{1,2}\b)?|[\p{L}\p{M}'’]+/gu
const COMBINING_MARKS = /\p{M}+/gu
const PLAIN = /^[a-z0-9]*$/

/** Lower case without accents and apostrophes, so that "Sí", "sí" and "si" are one word and "I'll" is "ill". */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  return PLAIN.test(lower) ? lower : lower.normalize('NFD').replace(COMBINING_MARKS, '').replace(/['’]/g, '')
}

/**
 * Cuts turns into utterances. Turns of one speaker that follow one another are one utterance: recognisers break sentences
 * anywhere, and "no me" / "llamen más" must be read as one.
 */
export function readUtterances(turns: readonly SpokenTurn[]): Utterance[] {
  const utterances: Utterance[] = []
  turns.forEach((turn, index) => {
    const last = utterances.at(-1)
    const utterance = last && last.speaker === turn.speaker ? last : { speaker: turn.speaker, tokens: [] }
    addTokens(utterance.tokens, turn.text, index)
    if (utterance !== last && utterance.tokens.length > 0) utterances.push(utterance)
  })
  return utterances
}

function addTokens(tokens: Token[], text: string, turn: number): void {
  let sentence = tokens.at(-1)?.sentence ?? 0
  let sentenceFrom = tokens.length
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    const between = text.slice(end, match.index)
    const breakBefore = tokens.length === 0 ? 2 : Math.max(breakOf(between), end === 0 ? 1 : 0) as 0 | 1 | 2
    if (breakBefore === 2 && tokens.length > 0) {
      markQuestion(tokens, sentenceFrom, between)
      sentence++
      sentenceFrom = tokens.length
    }
    const spelling = match[0]
    end = match.index + spelling.length
    const first = spelling[0]!
    tokens.push({ word: fold(spelling), turn, start: match.index, end, breakBefore, capital: first !== first.toLowerCase(), question: false, sentence })
  }
  markQuestion(tokens, sentenceFrom, text.slice(end))
}

function markQuestion(tokens: Token[], from: number, after: string): void {
  if (after.includes('?')) for (let at = from; at < tokens.length; at++) tokens[at]!.question = true
}

/** Three points are a pause of somebody thinking ("a ver... el cinco"), not an end. */
function breakOf(between: string): 0 | 1 | 2 {
  if (between === ' ') return 0
  if (/[?!;¿¡\n]|(^|[^.])\.(?!\.)/.test(between)) return 2
  return /[,:…]|\.\.|[—–-]/.test(between) ? 1 : 0
}
