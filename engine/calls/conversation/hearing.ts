import type { Language } from '../../../db/values.ts'
import english from '../../../resources/conversations/cues-en.json' with { type: 'json' }
import spanish from '../../../resources/conversations/cues-es.json' with { type: 'json' }
import { findAmounts, type AmountMention } from './amounts.ts'
import { compileCues, type CueGroup, type Hit } from './cue-matcher.ts'
import { findDays } from './dates.ts'
import type { DayMention } from './days.ts'
import { findTime, type TimeMention } from './times.ts'
import { readUtterances, type Token, type Utterance } from './tokens.ts'
import type { FinishedCall, Quote } from './types.ts'

/** What a cue can mean; resources/conversations has the wordings. */
export type Meaning = keyof typeof spanish & keyof typeof english

/** What is listened for when the agent speaks; everything else only counts from the debtor. */
const AGENT_MEANINGS: ReadonlySet<string> = new Set<Meaning>(['agent_asks_payment', 'agent_asks_day', 'agent_asks_time', 'agent_asks_opt_out', 'agent_tells_debt', 'agent_confirms', 'all_of_it'])

/** Compiled apart for each speaker: agents speak most of the words, and few cues are about them. */
function compileFor(cues: Record<Meaning, CueGroup>): Record<Utterance['speaker'], ReturnType<typeof compileCues<Meaning>>> {
  const pick = (wanted: (meaning: Meaning) => boolean): Record<Meaning, CueGroup> =>
    Object.fromEntries(Object.entries(cues).filter(([meaning]) => wanted(meaning as Meaning))) as Record<Meaning, CueGroup>
  return { agent: compileCues(pick((meaning) => AGENT_MEANINGS.has(meaning))), user: compileCues(pick((meaning) => !meaning.startsWith('agent_'))) }
}

const matchers = { es: compileFor(spanish), en: compileFor(english) }
const NEGATORS: Record<Language, ReadonlySet<string>> = {
  es: new Set(['no', 'nunca', 'jamas', 'tampoco', 'ni']),
  en: new Set(['not', 'never', 'cant', 'cannot', 'wont', 'dont', 'couldnt', 'wouldnt', 'isnt', 'doesnt', 'nor', 'no']),
}
/** Words that begin a new thought within a sentence: a "no" before them does not reach behind them. */
const TURNS_OF_THOUGHT = new Set(['pero', 'mejor', 'sino', 'aunque', 'but', 'actually', 'instead', 'make', 'so'])
/** Words that join two clauses nobody put a comma between: "el 28 me pagan y ahí le cancelo". */
const JOINTS = new Set(['y', 'pero', 'porque', 'asi', 'entonces', 'ahi', 'pues', 'mejor', 'aunque', 'and', 'but', 'because', 'so', 'since', 'then'])
const REACH_BEFORE = 6
const REACH_AFTER = 2

/** One utterance with everything that was recognised in it. */
export class Heard {
  readonly speaker: Utterance['speaker']
  readonly tokens: readonly Token[]
  readonly hits: readonly Hit<Meaning>[]
  readonly days: readonly DayMention[]
  readonly amounts: readonly AmountMention[]
  private readonly language: Language

  constructor(utterance: Utterance, today: number, language: Language, debt: FinishedCall['debt']) {
    this.speaker = utterance.speaker
    this.tokens = utterance.tokens
    this.language = language
    this.hits = matchers[language][utterance.speaker](utterance.tokens)
    this.days = findDays(utterance.tokens, today, language)
    this.amounts = findAmounts(utterance.tokens, language, debt, (at) => this.days.some((day) => at >= day.from && at < day.to))
  }

  /** The time of day or wait it ends up with. Read when asked for: few utterances matter for it. */
  findTime(): TimeMention | null {
    return findTime(this.tokens, this.language)
  }

  all(meaning: Meaning): Hit<Meaning>[] {
    return this.hits.filter((hit) => hit.group === meaning)
  }

  /** The first cue of a meaning, a strong one if there is any. */
  find(meaning: Meaning): Hit<Meaning> | undefined {
    return this.hits.find((hit) => hit.group === meaning && !hit.weak) ?? this.hits.find((hit) => hit.group === meaning)
  }

  has(meaning: Meaning): boolean {
    return this.hits.some((hit) => hit.group === meaning)
  }

  /** Whether a meaning was heard in the sentence that token `at` belongs to. */
  hasInSentence(meaning: Meaning, at: number): boolean {
    const { sentence } = this.tokens[at]!
    return this.hits.some((hit) => hit.group === meaning && this.tokens[hit.from]!.sentence === sentence)
  }

  /** Whether a wording of this meaning begins in the clause around these tokens. */
  hasInClause(meaning: Meaning, around: { from: number; to: number }): boolean {
    const { from, to } = this.clauseOf(around)
    return this.hits.some((hit) => hit.group === meaning && hit.from >= from && hit.from < to)
  }

  daysInClause(around: { from: number; to: number }): DayMention[] {
    const { from, to } = this.clauseOf(around)
    return this.days.filter((day) => day.from >= from && day.to <= to)
  }

  private clauseOf(around: { from: number; to: number }): { from: number; to: number } {
    const begins = (at: number): boolean => this.tokens[at]!.breakBefore > 0 || JOINTS.has(this.tokens[at]!.word)
    let { from, to } = around
    while (from > 0 && !begins(from)) from--
    while (to < this.tokens.length && !begins(to)) to++
    return { from, to }
  }

  /** Whether a "no" before it in its clause reaches these tokens. */
  isNegatedBefore(from: number): boolean {
    for (let at = from - 1; at >= 0 && at >= from - REACH_BEFORE; at--) {
      if (this.tokens[at + 1]!.breakBefore > 0 || TURNS_OF_THOUGHT.has(this.tokens[at + 1]!.word)) return false
      if (this.isNegator(at)) return true
    }
    return false
  }

  /** Whether a "no" before or right after ("el viernes no puedo") reaches these tokens. */
  isNegated(from: number, to: number): boolean {
    if (this.isNegatedBefore(from)) return true
    for (let at = to; at < this.tokens.length && at < to + REACH_AFTER; at++) {
      if (this.tokens[at]!.breakBefore > 0 || TURNS_OF_THOUGHT.has(this.tokens[at]!.word)) return false
      if (this.isNegator(at)) return true
    }
    return false
  }

  quote(from: number, to: number): Quote {
    const first = this.tokens[from]!
    let last = to - 1
    while (this.tokens[last]!.turn !== first.turn) last--
    return { turn: first.turn, start: first.start, end: this.tokens[last]!.end }
  }

  private isNegator(at: number): boolean {
    return NEGATORS[this.language].has(this.tokens[at]!.word) && !this.hits.some((hit) => hit.group === 'harmless_no' && at >= hit.from && at < hit.to)
  }
}

export function hear(call: FinishedCall, today: number, language: Language): Heard[] {
  return readUtterances(call.turns).map((utterance) => new Heard(utterance, today, language, call.debt))
}
