import type { Language } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'

const WORDS_LOOKED_AT = 2000
/** Spanish is taken to be the language unless the text says otherwise: it is what nearly all of these meetings are held in. */
const SPANISH_HEAD_START = 0.5

/** Language by function words, word endings and Spanish letters. `confidence` 0.5..1 grows with the share and the number of votes. */
export function detectLanguage(read: ReadTranscript): { language: Language; confidence: number; votes: number } {
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
