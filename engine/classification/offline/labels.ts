import type { Language, Taxonomy, TaxonomyEnum, TaxonomySignal } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'
import type { Evidence } from './zero-shot.ts'
import { quoteAround, type Span } from './quotes.ts'

export interface Label {
  value: string
  /** Calibrated probability that the value is right. */
  confidence: number
  evidence: 'quote' | 'none'
  quote: Span | null
  analysis: string
  stage: 'zero_shot' | 'trained' | 'prior' | 'detected'
}

export interface Signal {
  text: string
  quote: Span | null
}

/** What stands in a signal that was not found; existing deployments store and query exactly these words. */
export const NO_INDICATORS = 'No specific indicators found'

const LEAST_SIGNAL = 0.95
const MENTIONS = 3

const PHRASES = {
  es: {
    mentions: (label: string, words: string) => `${label}: se menciona ${words}.`,
    prior: (label: string) => `Sin indicios en la transcripción; se toma el valor más frecuente (${label}).`,
    learned: (label: string) => `${label}: por semejanza con transcripciones ya etiquetadas.`,
    detected: (label: string) => `Idioma detectado: ${label}.`,
    and: ' y ',
  },
  en: {
    mentions: (label: string, words: string) => `${label}: the transcript mentions ${words}.`,
    prior: (label: string) => `No indication in the transcript; the most frequent value is taken (${label}).`,
    learned: (label: string) => `${label}: by likeness to transcripts labelled before.`,
    detected: (label: string) => `Detected language: ${label}.`,
    and: ' and ',
  },
}

/** Index of the greatest probability; the earlier one on a tie. */
export function mostProbable(probabilities: Float32Array): number {
  let best = 0
  for (let k = 1; k < probabilities.length; k++) if (probabilities[k]! > probabilities[best]!) best = k
  return best
}

/** The label of a value that cues speak for. */
export function labelFromCues(
  read: ReadTranscript, language: Language, one: TaxonomyEnum, index: number, confidence: number, evidence: Evidence[], stage: 'zero_shot' | 'trained',
): Label {
  const value = one.values[index]!
  const strongest = evidence.reduce((best, other) => (other.weight > best.weight ? other : best))
  return {
    value: value.value,
    confidence,
    evidence: 'quote',
    quote: quoteAround(read, strongest.first, strongest.last),
    analysis: PHRASES[language].mentions(value.label[language], mentioned(read, evidence, language)),
    stage,
  }
}

/** The label of a value chosen by the trained model alone; the quote is the words that moved it most, if any did. */
export function labelFromModel(read: ReadTranscript, language: Language, one: TaxonomyEnum, index: number, confidence: number, strongestWord: number): Label {
  const value = one.values[index]!
  return {
    value: value.value,
    confidence,
    evidence: strongestWord >= 0 ? 'quote' : 'none',
    quote: strongestWord >= 0 ? quoteAround(read, strongestWord, strongestWord) : null,
    analysis: PHRASES[language].learned(value.label[language]),
    stage: 'trained',
  }
}

export function labelFromPrior(language: Language, one: TaxonomyEnum, index: number, confidence: number): Label {
  const value = one.values[index]!
  return { value: value.value, confidence, evidence: 'none', quote: null, analysis: PHRASES[language].prior(value.label[language]), stage: 'prior' }
}

/** The label of the language enum. A taxonomy without the detected language keeps its most frequent value. */
export function labelFromDetection(read: ReadTranscript, one: TaxonomyEnum, detected: { language: Language; confidence: number; votes: number }): Label {
  const index = one.values.findIndex((value) => value.value === detected.language)
  const first = one.values.reduce((best, value, place) => (value.prior > one.values[best]!.prior ? place : best), 0)
  if (index < 0 || detected.votes === 0) return labelFromPrior(detected.language, one, index < 0 ? first : index, one.values[index < 0 ? first : index]!.prior)
  const value = one.values[index]!
  const telling = read.words.findIndex((word) => (detected.language === 'es' ? word.languageVote > 0 : word.languageVote < 0))
  return {
    value: value.value,
    confidence: detected.confidence,
    evidence: telling >= 0 ? 'quote' : 'none',
    quote: telling >= 0 ? quoteAround(read, telling, telling) : null,
    analysis: PHRASES[detected.language].detected(value.label[detected.language]),
    stage: 'detected',
  }
}

/** All signals of the taxonomy, each with its text or exactly `NO_INDICATORS`. */
export function signalsFrom(read: ReadTranscript, language: Language, taxonomy: Taxonomy, scores: Float32Array, evidence: Evidence[]): Record<string, Signal> {
  const signals: Record<string, Signal> = {}
  taxonomy.signals.forEach((signal, slot) => {
    const found = scores[slot]! >= LEAST_SIGNAL ? evidence.filter((one) => one.slot === slot && one.weight > 0) : []
    signals[signal.name] = found.length === 0 ? { text: NO_INDICATORS, quote: null } : signalText(read, language, signal, found)
  })
  return signals
}

function signalText(read: ReadTranscript, language: Language, signal: TaxonomySignal, found: Evidence[]): Signal {
  const strongest = found.reduce((best, other) => (other.weight > best.weight ? other : best))
  return { text: PHRASES[language].mentions(signal.label[language], mentioned(read, found, language)), quote: quoteAround(read, strongest.first, strongest.last) }
}

/** The strongest mentions as they stand in the transcript: «clinica», «pacientes» and «citas». */
function mentioned(read: ReadTranscript, evidence: Evidence[], language: Language): string {
  const texts: string[] = []
  for (const one of evidence.filter((other) => other.weight > 0).sort((first, second) => second.weight - first.weight)) {
    const text = `«${read.text.slice(read.start[one.first]!, read.end[one.last]!).replace(/\s+/g, ' ')}»`
    if (!texts.some((other) => other.toLowerCase() === text.toLowerCase())) texts.push(text)
    if (texts.length === MENTIONS) break
  }
  return texts.length < 2 ? texts.join('') : texts.slice(0, -1).join(', ') + PHRASES[language].and + texts.at(-1)!
}
