import lexicon from '../../../resources/models/sentiment-lexicon.json' with { type: 'json' }
import type { Language } from '../taxonomy.ts'
import { stemEnglish, stemSpanish } from './stem.ts'
import { fold } from './fold.ts'

const POLARITY: Record<Language, Map<string, number>> = { es: new Map(), en: new Map() }
for (const language of ['es', 'en'] as const) {
  const stem = language === 'es' ? stemSpanish : stemEnglish
  for (const word of lexicon[language].positive) POLARITY[language].set(stem(fold(word)), 1)
  for (const word of lexicon[language].negative) POLARITY[language].set(stem(fold(word)), -1)
}

/** +1 for a stem of good feeling, -1 of bad, 0 for the rest, by the shipped lexicon. */
export function polarityOf(stem: string, language: Language): number {
  return POLARITY[language].get(stem) ?? 0
}
