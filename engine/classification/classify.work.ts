import { readFile } from 'node:fs/promises'
import type { ClassifierVersion, StoredResult } from '../../db/queries/stored-result.ts'
import { noIndicators } from '../../db/values.ts'
import { done, failed, retry, type ExecutionContext, type Outcome } from '../jobs/define-job.ts'
import { compileOffline, type Classification, type OfflineClassifier } from './offline/classify.ts'
import { parseTrainedModels } from './offline/trained-models.ts'
import { parseTaxonomy } from './taxonomy.ts'

/** A text, and all transcripts that consist of it. */
export interface ClassifyItem { readonly seqs: readonly number[]; readonly transcript: string }

export interface ClassifyWork {
  readonly taxonomyFile: string
  readonly modelFile: string | null
  readonly version: ClassifierVersion
  readonly items: readonly ClassifyItem[]
}

export type Classified = { readonly seqs: readonly number[] } & ({ readonly result: StoredResult } | { readonly error: string })

/** What is handed over to be stored: few at a time, so that storing them never keeps the engine from answering for long. */
export interface ClassifiedPart { readonly version: ClassifierVersion; readonly classified: readonly Classified[] }

const resultsPerPart = 32

/** The classifier compiled last. A thread mostly serves one business at a time. */
let compiled: { key: string; classifier: OfflineClassifier } | null = null

function compile(taxonomyText: string, modelText: string | null): OfflineClassifier {
  const models = modelText === null ? null : parseTrainedModels(JSON.parse(modelText))
  return compileOffline(parseTaxonomy(JSON.parse(taxonomyText)), models)
}

/** Classifies transcripts one after another. One that cannot be classified fails alone. */
export async function execute(given: unknown, context: ExecutionContext): Promise<Outcome<{ transcripts: number }>> {
  const work = given as ClassifyWork
  const key = `${work.taxonomyFile}|${work.modelFile ?? ''}`
  if (compiled?.key !== key) {
    // A file that is missing is written again before the next attempt; one that does not compile never will.
    const taxonomyText = await readFile(work.taxonomyFile, 'utf8')
    const modelText = work.modelFile === null ? null : await readFile(work.modelFile, 'utf8')
    try {
      compiled = { key, classifier: compile(taxonomyText, modelText) }
    } catch (error) {
      return failed(`The classifier cannot be made: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const { classifier } = compiled
  // The next part is worked out while the engine stores the last.
  let storing: Promise<void> = Promise.resolve()
  for (let start = 0; start < work.items.length; start += resultsPerPart) {
    const classified: Classified[] = []
    for (const item of work.items.slice(start, start + resultsPerPart)) {
      if (context.cancelled()) return retry('Cancelled')
      classified.push(classifyOne(classifier, item))
    }
    await storing
    const part: ClassifiedPart = { version: work.version, classified }
    storing = context.emit(part)
    // Without a reader until it is awaited, a refusal would end the thread.
    storing.catch(() => {})
  }
  await storing
  return done({ transcripts: work.items.length })
}

/**
 * The text alone is judged, without the client's name: the same words then always get the same result, and it can be
 * copied to every transcript that consists of them.
 */
function classifyOne(classifier: OfflineClassifier, { seqs, transcript }: ClassifyItem): Classified {
  try {
    return { seqs, result: toStored(classifier.classify({ transcript })) }
  } catch (error) {
    return { seqs, error: error instanceof Error ? error.message : String(error) }
  }
}

/** Everything that costs time is done here, so that the engine only writes. */
function toStored(classification: Classification): StoredResult {
  const labels: string[] = []
  const details: Record<string, unknown> = {}
  for (const [name, { value, ...detail }] of Object.entries(classification.labels)) {
    labels.push(name, value)
    details[name] = detail
  }
  return {
    language: classification.language,
    sentiment: classification.sentiment,
    sentimentConfidence: classification.sentimentConfidence,
    tone: classification.tone,
    keyTopics: JSON.stringify(classification.keyTopics),
    actionItems: JSON.stringify(classification.actionItems),
    summary: classification.summary,
    confidence: classification.confidence,
    signals: JSON.stringify(classification.signals),
    labelDetails: JSON.stringify(details),
    labels,
    signalsFound: Object.entries(classification.signals).filter(([, signal]) => signal.text !== noIndicators).map(([name]) => name),
  }
}
