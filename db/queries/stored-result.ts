import type { Language, Sentiment } from '../values.ts'

/** A classification as it is stored; lists and records are JSON already, made where there is time: in the thread. */
export interface StoredResult {
  readonly language: Language
  readonly sentiment: Sentiment
  readonly sentimentConfidence: number
  readonly tone: string
  readonly keyTopics: string
  readonly actionItems: string
  readonly summary: string
  readonly confidence: number
  readonly signals: string
  readonly labelDetails: string
  /** Enum, value, enum, value ... */
  readonly labels: readonly string[]
  /** Signals in which something was found. */
  readonly signalsFound: readonly string[]
}

/** Which classifier spoke; `modelVersion` is a trained version of the offline one. */
export interface ClassifierVersion { readonly taxonomyVersion: number; readonly modelVersion: number | null }

/** The labels of a stored result as a record. */
export function labelValuesOf({ labels }: Pick<StoredResult, 'labels'>): Record<string, string> {
  const values: Record<string, string> = {}
  for (let index = 0; index + 1 < labels.length; index += 2) values[labels[index] ?? ''] = labels[index + 1] ?? ''
  return values
}
