import { judgementsOf } from '../../db/queries/disagreements.ts'
import type { OpinionRow, opinionsOf } from '../../db/queries/opinions.ts'
import type { FullTranscript, LabelRow } from '../../db/queries/transcripts-full.ts'
import type { ListedTranscript } from '../../db/queries/transcripts-list.ts'
import { languages, sentiments } from '../../db/values.ts'
import type { Label, Opinion, Transcript, TranscriptResult, TranscriptRow } from '../contract/transcripts.ts'
import { usd } from '../llm/index.ts'

/** What the classifier says about a label beside its value, as `results.label_details` keeps it. */
type LabelDetail = Pick<Label, 'confidence' | 'evidence' | 'quote' | 'analysis' | 'stage'>

/** A transcript as the console's page shows it. */
export function transcriptOf(full: FullTranscript, opinions: Opinions): Transcript {
  const { row } = full
  return {
    id: row.id,
    batchId: row.batch_id,
    rowNumber: row.row_number,
    clientName: row.client_name,
    clientEmail: row.client_email,
    clientPhone: row.client_phone,
    metOn: row.met_on,
    seller: row.seller,
    closed: row.closed === null ? null : row.closed === 1,
    sentiment: row.sentiment,
    confidence: row.confidence,
    summary: row.summary,
    taxonomyVersion: row.taxonomy_version,
    corrected: row.corrected === 1,
    transcript: row.transcript,
    result: resultOf(full),
    opinions: [opinions.llm, opinions.offline].flatMap((one) => (one === null ? [] : [opinionOf(one)])),
    error: row.error,
  }
}

type Opinions = ReturnType<typeof opinionsOf>

function opinionOf(row: OpinionRow): Opinion {
  return {
    source: row.source,
    taxonomyVersion: row.taxonomy_version,
    modelVersion: row.model_version,
    providerId: row.provider_id,
    model: row.model,
    promptVersion: row.prompt_version,
    costUsd: usd(row.cost_nano_usd),
    judgedAt: row.judged_at,
    calibrated: row.calibrated === 1,
    cutCharacters: row.cut_characters,
    sentiment: row.sentiment,
    tone: row.tone,
    summary: row.summary,
    confidence: row.confidence,
    labels: judgementsOf(row),
  }
}

/** A transcript as a line of the list. */
export function transcriptRowOf(row: ListedTranscript): TranscriptRow {
  return {
    id: row.id,
    batchId: row.batch_id,
    rowNumber: row.row_number,
    clientName: row.client_name,
    clientEmail: row.client_email,
    clientPhone: row.client_phone,
    metOn: row.met_on,
    seller: row.seller,
    closed: row.closed === null ? null : row.closed === 1,
    excerpt: row.excerpt,
    sentiment: row.sentiment,
    confidence: row.confidence,
    summary: row.summary,
    taxonomyVersion: row.taxonomy_version,
    corrected: row.corrected === 1,
    labels: row.labels,
  }
}

/** The one result of a transcript; null until it has been classified. */
export function resultOf({ row, labels }: FullTranscript): TranscriptResult | null {
  if (row.source === null || row.taxonomy_version === null) return null
  const details = JSON.parse(row.label_details ?? '{}') as Record<string, LabelDetail>
  const language = labels.find((label) => label.enum === 'language')?.value ?? row.language
  return {
    language: languages.find((known) => known === language) ?? 'es',
    sentiment: sentiments.find((known) => known === row.sentiment) ?? 'neutral',
    sentimentConfidence: row.sentiment_confidence ?? 0,
    tone: row.tone ?? '',
    keyTopics: JSON.parse(row.key_topics ?? '[]') as string[],
    actionItems: JSON.parse(row.action_items ?? '[]') as TranscriptResult['actionItems'],
    summary: row.summary ?? '',
    confidence: row.confidence ?? 0,
    source: row.source,
    taxonomyVersion: row.taxonomy_version,
    modelVersion: row.model_version,
    classifiedAt: row.classified_at ?? 0,
    model: row.source === 'llm' ? row.llm_model : null,
    costUsd: row.source === 'llm' ? usd(row.llm_cost_nano_usd ?? 0) : null,
    fallback: row.fallback_code === null ? null : { code: row.fallback_code, message: row.fallback_message ?? '', at: row.fallback_at ?? 0 },
    labels: Object.fromEntries(labels.map((label) => [label.enum, labelOf(label, details[label.enum])])),
    signals: JSON.parse(row.signals ?? '{}') as TranscriptResult['signals'],
  }
}

/**
 * The classifier's quote and words support what the classifier said: where a person says something else they are not
 * shown as support for it.
 */
function labelOf(label: LabelRow, detail: LabelDetail | undefined): Label {
  const known = { value: label.value, source: label.source, predictedValue: label.predicted_value }
  if (label.source !== 'person') {
    return detail === undefined
      ? { ...known, confidence: 0, evidence: 'none', quote: null, analysis: '', stage: label.source === 'llm' ? 'llm' : 'prior' }
      : { ...known, ...detail }
  }
  const agreed = detail !== undefined && label.value === label.predicted_value
  return {
    ...known,
    confidence: 1,
    stage: 'person',
    evidence: agreed ? detail.evidence : 'none',
    quote: agreed ? detail.quote : null,
    analysis: agreed ? detail.analysis : '',
  }
}
