import type { Language } from '../taxonomy.ts'
import { readTranscript, type ReadTranscript } from './transcript-reader.ts'
import type { WordStore } from './words.ts'

const WORDS_LOOKED_AT = 2000
/** Spanish is taken to be the language unless the text says otherwise: it is what nearly all of these meetings are held in. */
const SPANISH_HEAD_START = 0.5

export interface DetectedLanguage {
  language: Language
  /** 0.5..1 */
  confidence: number
  /** How many words told. */
  votes: number
}

/** Reads a transcript with the words of its own language. It is taken for Spanish first and read again if it turns out English. */
export function readInItsLanguage(text: string, stores: Record<Language, WordStore>, clientName?: string): { read: ReadTranscript; detected: DetectedLanguage } {
  const read = readTranscript(text, stores.es, clientName)
  const detected = detectLanguage(read)
  return { read: detected.language === 'es' ? read : readTranscript(text, stores[detected.language], clientName), detected }
}

/** Language by function words, word endings and Spanish letters. `confidence` 0.5..1 grows with the share and the number of votes. */
export function detectLanguage(read: ReadTranscript): DetectedLanguage {
  let spanish = SPANISH_HEAD_START
  let english = 0
  const words = Math.min(read.words.length, WORDS_LOOKED_AT)
  for (let at = 0; at < words; at++) {
    const vote = read.words[at]!.languageVote
    if (vote > 0) spanish += vote
    else english -= vote
  }
  const votes = spanish + english - SPANISH_HEAD_START
  const language = spanish >= english ? 'es' : 'en'
  // Laplace smoothing: two votes must not give certainty.
  return { language, confidence: (Math.max(spanish, english) + 1) / (spanish + english + 2), votes }
}
