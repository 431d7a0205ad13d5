import type { Cue, Language, Taxonomy, TaxonomySignal } from '../taxonomy.ts'
import { LANGUAGE_ENUM } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'
import { CueMatcher } from './cue-matcher.ts'
import { compileQuantities, type FoundQuantity, type QuantityReader } from './quantities.ts'
import { fold } from './fold.ts'
import { WordStore } from './words.ts'
import { isStopWord } from './function-words.ts'
import { isDenied, negationScopes } from './negation.ts'

/** What a cue speaks for: a value (`slot` counts the values of all enums in order), a signal, or an enum's frame. */
interface Target {
  kind: 'value' | 'signal' | 'frame'
  slot: number
  enumIndex: number
  weight: number
  /** The phrase itself denies ("no tenemos visibilidad"): a negation inside it is its own. */
  denies: boolean
  /** The enum's frame does not apply to it. */
  anywhere: boolean
}

interface QuantityTarget {
  quantity: number
  min: number
  max: number
  slot: number
  weight: number
}

/** A piece of evidence, words [first, last], with the weight it has after negation, speaker and frame. */
export interface Evidence {
  slot: number
  first: number
  last: number
  weight: number
}

export interface ZeroShotEvidence {
  /** One score per value of all enums, in taxonomy order. 0 without evidence, may be negative. */
  scores: Float32Array
  evidence: Evidence[]
  /** Same for signals; `slot` is the signal's place. */
  signalScores: Float32Array
  signalEvidence: Evidence[]
}

const LABEL_WEIGHT = 1.5
const DESCRIPTION_WEIGHT = 0.25
const LEAST_EVIDENCE = 0.4
/** What a piece of evidence must weigh to be quoted: a word of a description may tip the scales but shows nothing to a reader. */
export const LEAST_QUOTED = 0.35
const DENIED = -0.5
const SELLER_SHARE = 0.5
const BEFORE_REACH = 4
/** What the second, third ... mention of the same cue adds. */
const REPEATS = [1, 0.4, 0.2]

/** Place of each enum's first value in the flat list of values. */
export function valueOffsets(taxonomy: Taxonomy): number[] {
  const offsets: number[] = [0]
  for (const one of taxonomy.enums) offsets.push(offsets[offsets.length - 1]! + one.values.length)
  return offsets
}

interface CompiledLanguage {
  matcher: CueMatcher
  targets: Target[]
  quantityTargets: QuantityTarget[]
  /** Mentions of each cue so far in the transcript at hand. */
  repeats: Int32Array
}

/** The taxonomy's cues, labels and descriptions compiled for both languages. Slow to make, then shared by all transcripts of a thread. */
export class ZeroShot {
  private readonly languages: Record<Language, CompiledLanguage>
  private readonly quantities: QuantityReader
  private readonly offsets: number[]
  private readonly values: number
  private readonly taxonomy: Taxonomy
  private readonly signals: number
  private readonly enumsWithFrame: number

  /** `more` are signals looked for beside the taxonomy's own, such as tones; they come after them in the results. */
  constructor(taxonomy: Taxonomy, more: Pick<TaxonomySignal, 'cues'>[] = []) {
    this.taxonomy = taxonomy
    const signals = [...taxonomy.signals, ...more]
    this.signals = signals.length
    this.enumsWithFrame = taxonomy.enums.filter((one) => one.frame).length
    this.offsets = valueOffsets(taxonomy)
    this.values = this.offsets.at(-1)!
    this.quantities = compileQuantities(taxonomy.quantities ?? [])
    this.languages = { es: compileLanguage(taxonomy, signals, 'es'), en: compileLanguage(taxonomy, signals, 'en') }
  }

  /** An empty store of words for each language, tied to the vocabulary of the cues. */
  wordStores(): Record<Language, WordStore> {
    return { es: new WordStore('es', this.languages.es.matcher.symbols), en: new WordStore('en', this.languages.en.matcher.symbols) }
  }

  quantitiesIn(read: ReadTranscript, language: Language): FoundQuantity[] {
    return this.quantities.find(read, language)
  }

  analyse(read: ReadTranscript, language: Language, quantities: FoundQuantity[]): ZeroShotEvidence {
    const { matcher, targets, quantityTargets } = this.languages[language]
    const result: ZeroShotEvidence = {
      scores: new Float32Array(this.values), evidence: [],
      signalScores: new Float32Array(this.signals), signalEvidence: [],
    }
    const hits = matcher.match(read)
    const sentences = read.sentenceFirst.length
    const isFramed = new Uint8Array(this.enumsWithFrame > 0 ? this.taxonomy.enums.length * sentences : 0)
    for (const hit of hits) {
      const target = targets[hit.cue]!
      if (target.kind === 'frame') isFramed[target.enumIndex * sentences + read.sentenceOf[hit.first]!] = 1
    }
    const frameEnd = new Int32Array(this.taxonomy.enums.length).fill(-1)
    const repeatsOf = this.languages[language].repeats
    repeatsOf.fill(0)
    const negations = negationScopes(read)
    for (const hit of hits) {
      const target = targets[hit.cue]!
      if (target.kind === 'frame') {
        frameEnd[target.enumIndex] = hit.last
        continue
      }
      const repeats = repeatsOf[hit.cue]!
      repeatsOf[hit.cue] = repeats + 1
      if (repeats >= REPEATS.length) continue
      const sentence = read.sentenceOf[hit.first]!
      let weight = target.weight * REPEATS[repeats]!
      if (read.speakerOf[sentence] === 'seller') weight *= SELLER_SHARE
      if (!target.denies && isDenied(read, negations, hit.first)) weight *= target.kind === 'signal' ? 0 : DENIED
      if (weight === 0) continue
      if (target.kind === 'signal') {
        addEvidence(result.signalScores, result.signalEvidence, { slot: target.slot, first: hit.first, last: hit.last, weight })
        continue
      }
      const frame = this.taxonomy.enums[target.enumIndex]!.frame
      if (frame && !target.anywhere) {
        const framed =
          frame.scope === 'sentence'
            ? isFramed[target.enumIndex * sentences + sentence] === 1
            : frameEnd[target.enumIndex]! >= 0 && hit.first - frameEnd[target.enumIndex]! <= BEFORE_REACH && read.sentenceOf[frameEnd[target.enumIndex]!] === sentence
        weight *= framed ? frame.inside : frame.outside
      }
      addEvidence(result.scores, result.evidence, { slot: target.slot, first: hit.first, last: hit.last, weight })
    }
    for (const found of quantities)
      for (const target of quantityTargets)
        if (target.quantity === found.quantity && found.amount >= target.min && found.amount < target.max)
          addEvidence(result.scores, result.evidence, { slot: target.slot, first: found.first, last: found.last, weight: target.weight })
    this.dropFaintEvidence(result)
    return result
  }

  /** A stray word of a description is no evidence: an enum with nothing stronger counts as not mentioned. */
  private dropFaintEvidence(result: ZeroShotEvidence): void {
    const faint: boolean[] = []
    for (let one = 0; one + 1 < this.offsets.length; one++) {
      const scores = result.scores.subarray(this.offsets[one], this.offsets[one + 1])
      const isFaint = scores.every((score) => Math.abs(score) < LEAST_EVIDENCE)
      if (isFaint) scores.fill(0)
      for (let k = 0; k < scores.length; k++) faint.push(isFaint)
    }
    result.evidence = result.evidence.filter((one) => !faint[one.slot])
  }
}

/** Adds a piece of evidence. The same words speak for a value once, with the strongest of the cues they match ("comparar", "comparando"). */
function addEvidence(scores: Float32Array, evidence: Evidence[], piece: Evidence): void {
  const { slot, first, last, weight } = piece
  // Hits of the same words come one after another, so an earlier one is among the last pieces.
  for (let at = evidence.length - 1; at >= 0 && evidence[at]!.last === last; at--) {
    const other = evidence[at]!
    if (other.slot !== slot || other.first !== first) continue
    if (Math.abs(weight) > Math.abs(other.weight)) {
      scores[slot]! += weight - other.weight
      other.weight = weight
    }
    return
  }
  scores[slot]! += weight
  evidence.push(piece)
}

function compileLanguage(taxonomy: Taxonomy, signals: Pick<TaxonomySignal, 'cues'>[], language: Language): CompiledLanguage {
  const offsets = valueOffsets(taxonomy)
  const targets: Target[] = []
  const cues: { phrase: string; group: number }[] = []
  const quantityTargets: QuantityTarget[] = []
  const add = (phrase: string, group: number, target: Omit<Target, 'denies' | 'anywhere'>, anywhere = false): void => {
    targets.push({ ...target, anywhere, denies: /(^|\s|\(|\|)(no|sin|nunca|ni|ningun|ninguna|not|without|never|don't|doesn't|didn't|can't|cannot|isn't|won't|aren't|haven't)(\s|\||\))/i.test(phrase) })
    cues.push({ phrase, group })
  }
  const quantityNames = (taxonomy.quantities ?? []).map((quantity) => quantity.name)
  taxonomy.enums.forEach((one, enumIndex) => {
    if (one.name === LANGUAGE_ENUM) return
    const group = enumIndex * 2
    for (const phrase of one.frame?.phrases[language] ?? []) add(phrase, group + 1, { kind: 'frame', slot: -1, enumIndex, weight: 0 })
    const descriptionWords = distinctDescriptionWords(one.values.map((value) => `${value.label[language]} ${value.description[language]}`), language)
    one.values.forEach((value, index) => {
      const slot = offsets[enumIndex]! + index
      for (const cue of cuesOf(value.cues, language)) {
        if (typeof cue === 'object' && 'quantity' in cue)
          quantityTargets.push({ quantity: quantityNames.indexOf(cue.quantity), min: cue.min ?? 0, max: cue.max ?? Infinity, slot, weight: cue.weight ?? 1 })
        else if (typeof cue === 'string') add(cue, group, { kind: 'value', slot, enumIndex, weight: 1 })
        else add(cue.phrase, group, { kind: 'value', slot, enumIndex, weight: (cue.weight ?? 1) * (cue.negative ? -1 : 1) }, cue.anywhere)
      }
      const label = asPhrase(value.label[language])
      // A label such as "Cierre" is also an everyday word: a lighter cue with the same words takes its place.
      const isEveryday = cuesOf(value.cues, language).some((cue) => typeof cue === 'object' && 'phrase' in cue && (cue.weight ?? 1) < LABEL_WEIGHT && fold(cue.phrase) === fold(label))
      if (label && !isEveryday) add(label, group, { kind: 'value', slot, enumIndex, weight: LABEL_WEIGHT })
      for (const word of descriptionWords[index]!) add(word, group, { kind: 'value', slot, enumIndex, weight: DESCRIPTION_WEIGHT })
    })
  })
  const firstSignalGroup = taxonomy.enums.length * 2
  signals.forEach((signal, slot) => {
    for (const cue of cuesOf(signal.cues, language)) {
      if (typeof cue === 'string') add(cue, firstSignalGroup + slot, { kind: 'signal', slot, enumIndex: -1, weight: 1 })
      else if ('phrase' in cue) add(cue.phrase, firstSignalGroup + slot, { kind: 'signal', slot, enumIndex: -1, weight: (cue.weight ?? 1) * (cue.negative ? -1 : 1) })
    }
  })
  return { matcher: new CueMatcher(cues, language), targets, quantityTargets, repeats: new Int32Array(cues.length) }
}

/** An operator may write cues in one language only: they then serve both. */
function cuesOf(cues: { es: Cue[]; en: Cue[] }, language: Language): Cue[] {
  return cues[language].length > 0 ? cues[language] : cues[language === 'es' ? 'en' : 'es']
}

function asPhrase(label: string): string {
  return label.replace(/[^\p{L}\p{N} ]+/gu, ' ').trim()
}

/** Content words of each description that no other value of the enum uses: weak cues of their own. */
function distinctDescriptionWords(descriptions: string[], language: Language): string[][] {
  const words = descriptions.map((description) => new Set(fold(description).match(/\p{L}{4,}/gu) ?? []))
  const uses = new Map<string, number>()
  for (const set of words) for (const word of set) uses.set(word, (uses.get(word) ?? 0) + 1)
  return words.map((set) => [...set].filter((word) => uses.get(word) === 1 && !isStopWord(word, language)))
}
