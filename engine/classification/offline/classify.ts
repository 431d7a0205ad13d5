import type { Language, Taxonomy } from '../taxonomy.ts'
import { LANGUAGE_ENUM, priorsFor } from '../taxonomy.ts'
import { shippedCalibration, zeroShotLogits, zeroShotProbabilities, type ZeroShotCalibration } from './calibration.ts'
import { findActionItems, type ActionItem } from './action-items.ts'
import { findKeyTopics } from './key-topics.ts'
import { labelFromCues, labelFromDetection, labelFromModel, labelFromPrior, mostProbable, signalsFrom, type Label, type Signal } from './labels.ts'
import { readInItsLanguage } from './language.ts'
import { judgeSentiment, TONES, type Sentiment } from './sentiment.ts'
import { softmaxInPlace } from './softmax-regression.ts'
import { summarise } from './summary.ts'
import { TrainedScorer, type TrainedEnum, type TrainedModels } from './trained-models.ts'
import type { ReadTranscript } from './transcript-reader.ts'
import { LEAST_QUOTED, valueOffsets, ZeroShot, type ZeroShotEvidence } from './zero-shot.ts'

export type { Label, Signal } from './labels.ts'
export type { ActionItem } from './action-items.ts'

/** The whole result for one transcript: plain JSON, nothing missing, nothing outside of the taxonomy. */
export interface Classification {
  language: Language
  labels: Record<string, Label>
  signals: Record<string, Signal>
  sentiment: Sentiment
  /** One or two words in the transcript's language. */
  tone: string
  sentimentConfidence: number
  keyTopics: string[]
  actionItems: ActionItem[]
  /** One or two sentences in the transcript's language. */
  summary: string
  /** Mean confidence of the labels, 0..1. */
  confidence: number
}

/** What a classification may be made from. The outcome of the sale is not among it: it would give the answer away. */
export interface ClassifierInput {
  transcript: string
  clientName?: string
}

export interface OfflineClassifier {
  classify(input: ClassifierInput): Classification
}

interface CompiledEnum {
  name: string
  from: number
  to: number
  priors: Record<Language, Float32Array>
  calibration: ZeroShotCalibration
  /** Present where the trained stage scored better for this enum. */
  trained: TrainedEnum | null
}

/**
 * Compiles a taxonomy and, if there are any, the floor's trained models into a classifier. Takes about 0.1 s: once per thread.
 * The classifier is pure: no files, no network, no clock; the same input gives the same result.
 * @throws Error when a cue phrase cannot be parsed or the models are inconsistent.
 */
export function compileOffline(taxonomy: Taxonomy, models: TrainedModels | null): OfflineClassifier {
  const zeroShot = new ZeroShot(taxonomy, TONES)
  const scorer = models?.enums.some((one) => one.stage === 'trained') ? new TrainedScorer(taxonomy, models) : null
  const stores = zeroShot.wordStores()
  const offsets = valueOffsets(taxonomy)
  const enums: CompiledEnum[] = taxonomy.enums.map((one, index) => {
    const known = models?.enums.find((other) => other.name === one.name)
    return {
      name: one.name,
      from: offsets[index]!,
      to: offsets[index + 1]!,
      priors: { es: priorsFor(one, 'es'), en: priorsFor(one, 'en') },
      calibration: known?.zeroShotCalibration ?? shippedCalibration(one.name),
      trained: known?.stage === 'trained' ? known : null,
    }
  })

  return {
    classify({ transcript, clientName }) {
      const { read, detected } = readInItsLanguage(transcript, stores, clientName)
      const { language } = detected
      const quantities = zeroShot.quantitiesIn(read, language)
      const found = zeroShot.analyse(read, language, quantities)
      const corrections = scorer?.score(read) ?? null
      const labels: Record<string, Label> = {}
      let confidence = 0
      enums.forEach((one, index) => {
        const taxonomyEnum = taxonomy.enums[index]!
        const label =
          one.name === LANGUAGE_ENUM
            ? labelFromDetection(read, taxonomyEnum, detected)
            : chooseLabel(read, language, taxonomy, index, one, found, scorer, one.trained ? corrections : null)
        labels[one.name] = label
        confidence += label.confidence
      })
      const signals = signalsFrom(read, language, taxonomy, found.signalScores, found.signalEvidence)
      const sentiment = judgeSentiment(read, language, found.signalScores.subarray(taxonomy.signals.length))
      const actionItems = findActionItems(read, language, clientName)
      return {
        language,
        labels,
        signals,
        sentiment: sentiment.sentiment,
        tone: sentiment.tone,
        sentimentConfidence: sentiment.confidence,
        keyTopics: findKeyTopics(read, language, found.evidence, clientName),
        actionItems,
        summary: summarise({ read, language, clientName, taxonomy, labels, quantities, actionItems }),
        confidence: confidence / enums.length,
      }
    },
  }
}

function chooseLabel(
  read: ReadTranscript, language: Language, taxonomy: Taxonomy, enumIndex: number, one: CompiledEnum, found: ZeroShotEvidence, scorer: TrainedScorer | null,
  corrections: Float32Array | null,
): Label {
  const taxonomyEnum = taxonomy.enums[enumIndex]!
  const scores = found.scores.subarray(one.from, one.to)
  let probabilities: Float32Array
  if (corrections && one.trained) {
    probabilities = zeroShotLogits(scores, one.priors[language], one.calibration)
    for (let k = 0; k < probabilities.length; k++) probabilities[k] = (probabilities[k]! + corrections[one.from + k]!) / one.trained.temperature
    softmaxInPlace(probabilities)
  } else probabilities = zeroShotProbabilities(scores, one.priors[language], one.calibration)
  const chosen = mostProbable(probabilities)
  const confidence = probabilities[chosen]!
  const evidence = found.evidence.filter((other) => other.slot === one.from + chosen && other.weight >= LEAST_QUOTED)
  if (evidence.length > 0) return labelFromCues(read, language, taxonomyEnum, chosen, confidence, evidence, one.trained ? 'trained' : 'zero_shot')
  if (scorer && one.trained) return labelFromModel(read, language, taxonomyEnum, chosen, confidence, strongestWord(read, scorer, one.from + chosen))
  return labelFromPrior(language, taxonomyEnum, chosen, confidence)
}

const LEAST_CONTRIBUTION = 0.05

/** The word that speaks most for a value by the trained model, or -1 when none does. */
function strongestWord(read: ReadTranscript, scorer: TrainedScorer, slot: number): number {
  let best = -1
  let most = LEAST_CONTRIBUTION
  for (let at = 0; at < read.words.length; at++) {
    const contribution = scorer.contributionOf(read.words[at]!)
    if (contribution && contribution[slot]! > most) {
      most = contribution[slot]!
      best = at
    }
  }
  return best
}
