import type { LlmJudgement } from '../../../db/queries/llm-opinions.ts'
import type { OpinionRow } from '../../../db/queries/opinions.ts'
import { noIndicators } from '../../../db/values.ts'

/** A kept opinion as the judgement it came from, to be given to another transcript of the same text. */
export function judgementOf(row: OpinionRow): LlmJudgement {
  const signals = JSON.parse(row.signals) as Record<string, { text: string }>
  return {
    result: {
      language: row.language,
      sentiment: row.sentiment,
      sentimentConfidence: row.sentiment_confidence,
      tone: row.tone,
      keyTopics: row.key_topics,
      actionItems: row.action_items,
      summary: row.summary,
      confidence: row.confidence,
      signals: row.signals,
      labelDetails: row.label_details,
      labels: Object.entries(JSON.parse(row.label_values) as Record<string, string>).flat(),
      signalsFound: Object.entries(signals).filter(([, { text }]) => text !== noIndicators).map(([name]) => name),
    },
    providerId: row.provider_id ?? '',
    model: row.model ?? '',
    promptVersion: row.prompt_version ?? '',
    askedAs: row.asked_as ?? '',
    costNanoUsd: row.cost_nano_usd,
    cutCharacters: row.cut_characters,
    calibrated: row.calibrated === 1,
    taxonomyVersion: row.taxonomy_version,
  }
}
