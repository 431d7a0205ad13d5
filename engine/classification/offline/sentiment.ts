import shippedTones from '../../../resources/models/tones.json' with { type: 'json' }
import shippedModel from '../../../resources/models/sentiment-es.json' with { type: 'json' }
import type { Cue, Language } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'
import { sentimentFeatures } from './sentiment-features.ts'
import { SentimentModel, sentimentProbabilities } from './sentiment-model.ts'
import { softmaxInPlace } from './softmax-regression.ts'

export type Sentiment = 'positive' | 'neutral' | 'negative'

interface Tone {
  name: string
  sentiment: string
  label: Record<Language, string>
  cues: { es: Cue[]; en: Cue[] }
}

/** Tones of a business conversation with the phrases that give them away, towards the offer and not about the pain. */
export const TONES: Tone[] = shippedTones.tones

const PLAIN_TONES: Record<Language, Record<Sentiment, string>> = {
  es: { positive: 'positivo', neutral: 'neutral', negative: 'negativo' },
  en: { positive: 'positive', neutral: 'neutral', negative: 'negative' },
}
const SENTIMENTS: Sentiment[] = ['negative', 'neutral', 'positive']
const SHORT_TEXT_MODEL = new SentimentModel(shippedModel)

/** Up to so many words the short-text model is trusted in full, from the second figure on not at all: it learned from tweets, and would take the description of a problem for a complaint. */
const SHORT = 25
const LONG = 60
const TONE_WEIGHT = 0.9
/** Feeling words of a long text count little: a client who describes his pain uses many bad words and is still glad to talk. */
const WORD_WEIGHT = { short: 0.5, long: 0.12 }
const NEUTRAL_BASE = 1.3

/**
 * Sentiment of a transcript with a calibrated confidence, and its tone in one or two words of the transcript's language.
 * @param toneScores evidence for each of `TONES`, in order.
 */
export function judgeSentiment(read: ReadTranscript, language: Language, toneScores: Float32Array): { sentiment: Sentiment; tone: string; confidence: number } {
  const words = read.words.length
  if (words === 0) return { sentiment: 'neutral', tone: PLAIN_TONES[language].neutral, confidence: 1 / SENTIMENTS.length }
  const shortness = Math.max(0, Math.min(1, (LONG - words) / (LONG - SHORT)))
  const good = toneScores.reduce((sum, score, tone) => sum + (TONES[tone]!.sentiment === 'positive' ? score : 0), 0)
  const bad = toneScores.reduce((sum, score, tone) => sum + (TONES[tone]!.sentiment === 'negative' ? score : 0), 0)
  const modelShare = language === 'es' ? shortness : 0
  const wordWeight = language === 'es' ? WORD_WEIGHT.long * (1 - shortness) : WORD_WEIGHT.long + (WORD_WEIGHT.short - WORD_WEIGHT.long) * shortness
  const balance = TONE_WEIGHT * (compress(good) - compress(bad)) + wordWeight * wordBalance(read)
  const probabilities = Float32Array.from([-balance, NEUTRAL_BASE * (1 - modelShare) - Math.abs(balance) * 0.2, balance])
  if (modelShare > 0) {
    const learned = sentimentProbabilities(SHORT_TEXT_MODEL, sentimentFeatures(read.text, language))
    for (let k = 0; k < probabilities.length; k++) probabilities[k]! += modelShare * Math.log(learned[k]!)
  }
  softmaxInPlace(probabilities)
  const confidence = Math.max(...probabilities)
  const sentiment = SENTIMENTS[probabilities.indexOf(confidence)]!
  return { sentiment, tone: toneOf(sentiment, language, toneScores), confidence }
}

/** The tenth "nos interesa" says little more than the third. */
function compress(score: number): number {
  return Math.sign(score) * 1.5 * Math.log1p(Math.abs(score))
}

function wordBalance(read: ReadTranscript): number {
  let balance = 0
  let negatedUntil = -1
  for (let at = 0; at < read.words.length; at++) {
    const word = read.words[at]!
    if (word.negator) negatedUntil = at + 3
    const polarity = word.polarity
    if (polarity !== 0 && !word.negator) balance += at <= negatedUntil ? -0.6 * polarity : polarity
  }
  return Math.max(-6, Math.min(6, balance))
}

function toneOf(sentiment: Sentiment, language: Language, toneScores: Float32Array): string {
  let best = -1
  for (let tone = 0; tone < toneScores.length; tone++)
    if (TONES[tone]!.sentiment === sentiment && toneScores[tone]! > (best < 0 ? 0.5 : toneScores[best]!)) best = tone
  return best < 0 ? PLAIN_TONES[language][sentiment] : TONES[best]!.label[language]
}
