import type { Sentiment } from '../values.ts'

/** Which transcripts of a business a person looks at. Absent, or an empty list, means any. */
export interface TranscriptWhere {
  businessId: string
  batchId?: string | undefined
  text?: string | undefined
  sellers?: readonly string[] | undefined
  closed?: boolean | undefined
  /** YYYY-MM-DD, both ends included. */
  metFrom?: string | undefined
  metTo?: string | undefined
  sentiments?: readonly Sentiment[] | undefined
  /** Within an enum any of the values, across enums all. */
  labels?: Readonly<Record<string, readonly string[]>> | undefined
  /** All of them must have been found. */
  signals?: readonly string[] | undefined
  confidenceBelow?: number | undefined
  corrected?: boolean | undefined
  classified?: boolean | undefined
  /** Of another version than the active taxonomy. */
  outdated?: boolean | undefined
  /** Whose result stands. */
  sources?: readonly ('offline' | 'llm')[] | undefined
  /** Judges differ on some enum and nobody has said what is right. */
  disagree?: boolean | undefined
  /** A language model was asked for and gave no opinion. */
  fellBack?: boolean | undefined
}

/**
 * A statement that gives the seqs of some transcripts. `ofMeeting`: it asks what was imported, which nothing ever changes,
 * so that only added transcripts can give it more; everything else changes with any result or correction.
 */
export interface SeqQuery { readonly sql: string; readonly parameters: readonly (string | number)[]; readonly ofMeeting?: true }

/** Holds for the transcripts that any of the queries gives, or with `wanted: false` for all others. */
export interface Condition { readonly anyOf: readonly SeqQuery[]; readonly wanted: boolean }

// Each statement names its index: every one of them is answered by the index alone, without touching the rows and their
// long texts, and it fails loudly in a test when an index goes.
export const seqQueries = {
  ofBusiness: (businessId: string): SeqQuery => ({ sql: 'SELECT seq FROM transcripts INDEXED BY transcripts_business WHERE business_id = ? ORDER BY seq', parameters: [businessId] }),
  // A batch and its transcripts are always of the same business.
  ofBatch: (businessId: string, batchId: string): SeqQuery => ({
    sql: 'SELECT seq FROM transcripts INDEXED BY transcripts_batch_row WHERE batch_id = (SELECT id FROM batches WHERE id = ? AND business_id = ?) ORDER BY row_number',
    parameters: [batchId, businessId], ofMeeting: true,
  }),
  withText: (match: string): SeqQuery => ({ sql: 'SELECT rowid FROM transcripts_search WHERE transcripts_search MATCH ?', parameters: [match], ofMeeting: true }),
  ofSeller: (businessId: string, seller: string): SeqQuery => ({ sql: 'SELECT seq FROM transcripts INDEXED BY transcripts_seller WHERE business_id = ? AND seller = ?', parameters: [businessId, seller], ofMeeting: true }),
  closed: (businessId: string, closed: boolean): SeqQuery => ({ sql: 'SELECT seq FROM transcripts INDEXED BY transcripts_closed WHERE business_id = ? AND closed = ?', parameters: [businessId, Number(closed)], ofMeeting: true }),
  met: (businessId: string, from: string, to: string): SeqQuery => ({ sql: 'SELECT seq FROM transcripts INDEXED BY transcripts_met_on WHERE business_id = ? AND met_on >= ? AND met_on <= ?', parameters: [businessId, from, to], ofMeeting: true }),
  ofSentiment: (businessId: string, sentiment: string): SeqQuery => ({ sql: 'SELECT seq FROM transcripts INDEXED BY transcripts_sentiment WHERE business_id = ? AND sentiment = ?', parameters: [businessId, sentiment] }),
  labelled: (enumName: string, value: string): SeqQuery => ({ sql: 'SELECT transcript_seq FROM labels INDEXED BY labels_value WHERE enum = ? AND value = ?', parameters: [enumName, value] }),
  withSignal: (signal: string): SeqQuery => ({ sql: 'SELECT transcript_seq FROM signals_found WHERE signal = ?', parameters: [signal] }),
  confidenceBelow: (businessId: string, limit: number): SeqQuery => ({ sql: 'SELECT seq FROM transcripts INDEXED BY transcripts_confidence WHERE business_id = ? AND confidence < ?', parameters: [businessId, limit] }),
  corrected: (): SeqQuery => ({ sql: 'SELECT transcript_seq FROM labels INDEXED BY labels_corrected WHERE corrected_at IS NOT NULL', parameters: [] }),
  classified: (businessId: string): SeqQuery => ({ sql: 'SELECT seq FROM transcripts INDEXED BY transcripts_business WHERE business_id = ? AND taxonomy_version IS NOT NULL', parameters: [businessId] }),
  outdated: (businessId: string): SeqQuery => ({
    sql: 'SELECT seq FROM transcripts INDEXED BY transcripts_business WHERE business_id = ? AND taxonomy_version <> (SELECT max(version) FROM taxonomies WHERE active = 1)',
    parameters: [businessId],
  }),
  // Where a language model has an opinion, it is the result.
  judgedByModel: (): SeqQuery => ({ sql: `SELECT transcript_seq FROM opinions INDEXED BY opinions_llm WHERE source = 'llm'`, parameters: [] }),
  disagreed: (businessId: string): SeqQuery => ({ sql: 'SELECT DISTINCT transcript_seq FROM disagreements INDEXED BY disagreements_order WHERE business_id = ? AND settled = 0', parameters: [businessId] }),
  fellBack: (): SeqQuery => ({ sql: 'SELECT transcript_seq FROM fallbacks', parameters: [] }),
} as const

/** Later than every YYYY-MM-DD, earlier than none. */
const endOfTime = '9999-99-99'

/** What the filter asks for beside the business itself; a transcript must meet every condition. */
export function conditionsOf(where: TranscriptWhere): Condition[] {
  const conditions: Condition[] = []
  const add = (anyOf: readonly SeqQuery[], wanted = true) => void conditions.push({ anyOf, wanted })
  const { businessId } = where

  const match = searchExpression(where.text ?? '')
  if (match !== null) add([seqQueries.withText(match)])
  if (where.batchId !== undefined) add([seqQueries.ofBatch(businessId, where.batchId)])
  if (where.sellers !== undefined && where.sellers.length > 0) add(where.sellers.map((seller) => seqQueries.ofSeller(businessId, seller)))
  if (where.closed !== undefined) add([seqQueries.closed(businessId, where.closed)])
  if (where.metFrom !== undefined || where.metTo !== undefined) add([seqQueries.met(businessId, where.metFrom ?? '', where.metTo ?? endOfTime)])
  if (where.sentiments !== undefined && where.sentiments.length > 0) add(where.sentiments.map((sentiment) => seqQueries.ofSentiment(businessId, sentiment)))
  for (const [enumName, values] of Object.entries(where.labels ?? {})) {
    if (values.length > 0) add(values.map((value) => seqQueries.labelled(enumName, value)))
  }
  for (const signal of where.signals ?? []) add([seqQueries.withSignal(signal)])
  if (where.confidenceBelow !== undefined) add([seqQueries.confidenceBelow(businessId, where.confidenceBelow)])
  if (where.corrected !== undefined) add([seqQueries.corrected()], where.corrected)
  if (where.classified !== undefined) add([seqQueries.classified(businessId)], where.classified)
  if (where.outdated !== undefined) add([seqQueries.outdated(businessId)], where.outdated)
  const sources = new Set(where.sources)
  if (sources.size === 1) {
    add([seqQueries.judgedByModel()], sources.has('llm'))
    if (sources.has('offline')) add([seqQueries.classified(businessId)])
  }
  if (where.disagree !== undefined) add([seqQueries.disagreed(businessId)], where.disagree)
  if (where.fellBack !== undefined) add([seqQueries.fellBack()], where.fellBack)
  return conditions
}

/** Below this a prefix stands for so many words that the search takes longer than a person types (a third of a second for one letter). */
const shortestPrefix = 3

/**
 * Turns what a person typed into an FTS5 expression: every word must occur, the last one as a beginning when it has at
 * least three letters. Each word goes in quotes, so that none of it can be an operator of the search language.
 * @returns null when there is no word to look for.
 */
export function searchExpression(text: string): string | null {
  // NUL would end the expression early inside SQLite.
  const words = text.split(/[\s\0]+/).filter((word) => /[\p{L}\p{N}\p{Co}]/u.test(word))
  if (words.length === 0) return null
  const quoted = words.map((word) => `"${word.replaceAll('"', '""')}"`)
  const last = words.at(-1) ?? ''
  return quoted.join(' ') + (last.length >= shortestPrefix ? '*' : '')
}
