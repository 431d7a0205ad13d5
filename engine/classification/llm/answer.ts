import { z } from 'zod'
import type { StoredResult } from '../../../db/queries/stored-result.ts'
import { languages, noIndicators, sentiments, type Evidence } from '../../../db/values.ts'
import type { Language } from '../../../db/values.ts'
import type { Span } from '../offline/quotes.ts'
import { LANGUAGE_ENUM, type Taxonomy } from '../taxonomy.ts'
import type { ConfidenceScale } from './confidence.ts'
import { quoteFinder } from './locate-quote.ts'

const confidence = z.number().min(0).max(1)
/** Without a quote that stands in the transcript, nobody is surer than this. */
const mostWithoutQuote = 0.5
/** A quote that cannot be found was made up, or mended: what it was to support is believed less. */
const shareWithLostQuote = 0.7
const mostTopics = 12
const mostActions = 20
const longestText = 600

/** What a model must answer about a transcript: every enum and every signal of the taxonomy, with nothing left out. */
export function answerSchema(taxonomy: Taxonomy) {
  const labels = Object.fromEntries(taxonomy.enums.map(({ name, values }) => [
    name,
    z.object({ value: z.enum(values.map(({ value }) => value) as [string, ...string[]]), analysis: z.string().min(1), quote: z.string(), confidence }),
  ]))
  const signals = Object.fromEntries(taxonomy.signals.map(({ name }) => [name, z.object({ text: z.string().min(1), quote: z.string() })]))
  return z.object({
    // Asked for apart from the labels, of which an operator may have taken it out.
    language: z.enum(languages),
    labels: z.object(labels),
    signals: z.object(signals),
    sentiment: z.enum(sentiments),
    sentiment_confidence: confidence,
    tone: z.string().min(1),
    key_topics: z.array(z.string().min(1)),
    action_items: z.array(z.object({ who: z.string().min(1), what: z.string().min(1), when: z.string().nullable() })),
    summary: z.string().min(1),
  })
}

interface LabelAnswer { value: string; analysis: string; quote: string; confidence: number }
interface SignalAnswer { text: string; quote: string }
/** An answer of the schema above; zod does not carry names that are only known at run time into a type. */
export type ClassifyAnswer = Omit<z.infer<ReturnType<typeof answerSchema>>, 'labels' | 'signals'> & { labels: Record<string, LabelAnswer>; signals: Record<string, SignalAnswer> }

interface LabelDetail { confidence: number; evidence: Evidence; quote: Span | null; analysis: string; stage: 'llm'; said: number }

/** An answer as it is stored: quotes as places in the transcript, confidences on the scale of people's corrections. */
export function toStored(answer: ClassifyAnswer, transcript: string, scale: ConfidenceScale): StoredResult {
  const find = quoteFinder(transcript)
  const labels: string[] = []
  const details: Record<string, LabelDetail> = {}
  for (const [name, label] of Object.entries(answer.labels)) {
    labels.push(name, label.value)
    details[name] = detailOf(label, find, scale)
  }
  const signals: Record<string, { text: string; quote: Span | null }> = {}
  for (const [name, { text, quote }] of Object.entries(answer.signals)) {
    const none = isNothing(text)
    signals[name] = { text: none ? noIndicators : cut(text), quote: none ? null : find(quote) }
  }
  const sure = Object.values(details)
  return {
    language: languageOf(answer),
    sentiment: answer.sentiment,
    sentimentConfidence: answer.sentiment_confidence,
    tone: cut(answer.tone),
    keyTopics: JSON.stringify(answer.key_topics.slice(0, mostTopics).map(cut)),
    actionItems: JSON.stringify(answer.action_items.slice(0, mostActions).map(({ who, what, when }) => ({ who: cut(who), what: cut(what), when: when === null || when.trim() === '' ? null : cut(when) }))),
    summary: cut(answer.summary),
    confidence: sure.reduce((sum, one) => sum + one.confidence, 0) / Math.max(1, sure.length),
    signals: JSON.stringify(signals),
    labelDetails: JSON.stringify(details),
    labels,
    signalsFound: Object.entries(signals).filter(([, { text }]) => text !== noIndicators).map(([name]) => name),
  }
}

function detailOf({ analysis, quote, confidence: said }: LabelAnswer, find: (quote: string) => Span | null, scale: ConfidenceScale): LabelDetail {
  const span = find(quote)
  const base = { quote: span, analysis: cut(analysis), stage: 'llm', said } as const
  if (span !== null) return { ...base, confidence: scale.of(said), evidence: 'quote' }
  const believed = scale.of(said) * (quote.trim() === '' ? 1 : shareWithLostQuote)
  return { ...base, confidence: Math.min(mostWithoutQuote, believed), evidence: 'none' }
}

/** Models write the sentence for nothing with other capitals or a full stop. */
function isNothing(text: string): boolean {
  return text.trim().replace(/\.$/, '').toLowerCase() === noIndicators.toLowerCase()
}

/** The label outranks the field: people see and correct the label. */
function languageOf(answer: ClassifyAnswer): Language {
  return languages.find((known) => known === answer.labels[LANGUAGE_ENUM]?.value) ?? answer.language
}

function cut(text: string): string {
  const trimmed = text.trim()
  return trimmed.length <= longestText ? trimmed : `${trimmed.slice(0, longestText - 1).trimEnd()}…`
}
