import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { evidences, labelSources, labelStages, languages, sentiments, sortColumns } from '../../db/values.ts'
import { commonErrors, exportLanguageSchema, idSchema, pageSchema, spanSchema, timestampSchema } from './shared.ts'

export const labelSchema = z.object({
  value: z.string(),
  confidence: z.number().min(0).max(1),
  evidence: z.enum(evidences),
  quote: spanSchema.nullable(),
  analysis: z.string(),
  stage: z.enum(labelStages),
  source: z.enum(labelSources),
  /** What the classifier had said before a person corrected it. */
  predictedValue: z.string().nullable(),
})
export type Label = z.infer<typeof labelSchema>

export const signalSchema = z.object({ text: z.string(), quote: spanSchema.nullable() })

export const resultSchema = z.object({
  language: z.enum(languages),
  sentiment: z.enum(sentiments),
  sentimentConfidence: z.number(),
  tone: z.string(),
  keyTopics: z.array(z.string()),
  actionItems: z.array(z.object({ who: z.string(), what: z.string(), when: z.string().nullable() })),
  summary: z.string(),
  confidence: z.number(),
  source: z.enum(labelSources),
  taxonomyVersion: z.number().int(),
  modelVersion: z.number().int().nullable(),
  classifiedAt: timestampSchema,
  /** The language model that spoke, and what its answer cost; null for the offline classifier. */
  model: z.string().nullable(),
  costUsd: z.number().nullable(),
  /** Why the language model that was asked for gave no opinion (of `modelFailures`, `job_failed` or `switched_off`), so that the offline result stands; null when none was asked, or it answered. */
  fallback: z.object({ code: z.string(), message: z.string(), at: timestampSchema }).nullable(),
  labels: z.record(z.string(), labelSchema),
  signals: z.record(z.string(), signalSchema),
})
export type TranscriptResult = z.infer<typeof resultSchema>

/** What one classifier said of a transcript, whichever of them stands. */
export const opinionSchema = z.object({
  source: z.enum(['offline', 'llm']),
  taxonomyVersion: z.number().int(),
  /** Trained version of the offline classifier. */
  modelVersion: z.number().int().nullable(),
  providerId: idSchema.nullable(),
  model: z.string().nullable(),
  promptVersion: z.string().nullable(),
  costUsd: z.number(),
  judgedAt: timestampSchema,
  /** False while there are too few corrections to measure how far the model's own confidence can be trusted. */
  calibrated: z.boolean(),
  /** Characters of the middle of a long transcript that the model was not shown. */
  cutCharacters: z.number().int(),
  sentiment: z.enum(sentiments),
  tone: z.string(),
  summary: z.string(),
  confidence: z.number(),
  labels: z.record(z.string(), z.object({ value: z.string(), confidence: z.number(), quote: spanSchema.nullable(), analysis: z.string() })),
})
export type Opinion = z.infer<typeof opinionSchema>

export const transcriptRowSchema = z.object({
  id: idSchema,
  batchId: idSchema,
  rowNumber: z.number().int(),
  clientName: z.string().nullable(),
  clientEmail: z.string().nullable(),
  clientPhone: z.string().nullable(),
  metOn: z.string().nullable(),
  seller: z.string().nullable(),
  closed: z.boolean().nullable(),
  excerpt: z.string(),
  /** Null until the transcript has been classified. */
  sentiment: z.enum(sentiments).nullable(),
  confidence: z.number().nullable(),
  summary: z.string().nullable(),
  taxonomyVersion: z.number().int().nullable(),
  corrected: z.boolean(),
  labels: z.record(z.string(), z.string()),
})
export type TranscriptRow = z.infer<typeof transcriptRowSchema>

export const transcriptSchema = transcriptRowSchema.omit({ excerpt: true, labels: true }).extend({
  transcript: z.string(),
  result: resultSchema.nullable(),
  /** Of both classifiers where both have judged. */
  opinions: z.array(opinionSchema),
  error: z.string().nullable(),
})
export type Transcript = z.infer<typeof transcriptSchema>

export const transcriptFilterSchema = z.object({
  businessId: idSchema,
  batchId: idSchema.optional(),
  text: z.string().max(200).optional(),
  sellers: z.array(z.string()).optional(),
  closed: z.boolean().optional(),
  metFrom: z.string().optional(),
  metTo: z.string().optional(),
  sentiments: z.array(z.enum(sentiments)).optional(),
  /** Enum name to the values wanted: within an enum any of them, across enums all. */
  labels: z.record(z.string(), z.array(z.string())).optional(),
  /** Signal columns in which something was found. */
  signals: z.array(z.string()).optional(),
  confidenceBelow: z.number().min(0).max(1).optional(),
  corrected: z.boolean().optional(),
  classified: z.boolean().optional(),
  /** Results of an older version of the taxonomy. */
  outdated: z.boolean().optional(),
  /** Whose result stands. */
  sources: z.array(z.enum(['offline', 'llm'])).optional(),
  /** Classifiers differ on some enum and nobody has said yet what is right. */
  disagree: z.boolean().optional(),
  /** A language model was asked for and gave no opinion. */
  fellBack: z.boolean().optional(),
})
export type TranscriptFilter = z.infer<typeof transcriptFilterSchema>

export const sortSchema = z.object({ column: z.enum(sortColumns), descending: z.boolean() })

export const savedViewSchema = z.object({
  id: idSchema,
  name: z.string(),
  filter: transcriptFilterSchema.omit({ businessId: true }),
  columns: z.array(z.string()),
  sort: sortSchema.nullable(),
})
export type SavedView = z.infer<typeof savedViewSchema>

/** One bar: how many transcripts have the value, how many of those with a known outcome were won. */
export const barSchema = z.object({ value: z.string(), count: z.number().int(), known: z.number().int(), won: z.number().int() })
export type Bar = z.infer<typeof barSchema>

export const dashboardSchema = z.object({
  total: z.number().int(),
  classified: z.number().int(),
  corrected: z.number().int(),
  known: z.number().int(),
  won: z.number().int(),
  byEnum: z.record(z.string(), z.array(barSchema)),
  bySeller: z.array(barSchema),
  /** `value` is YYYY-MM. */
  byMonth: z.array(barSchema),
  sentimentByMonth: z.array(z.object({ month: z.string(), positive: z.number().int(), neutral: z.number().int(), negative: z.number().int() })),
  /** Pain point against product, for the cross table. */
  cross: z.array(z.object({ row: z.string(), column: z.string(), count: z.number().int() })),
})
export type Dashboard = z.infer<typeof dashboardSchema>

export const transcriptsContract = {
  list: oc.input(z.object({ filter: transcriptFilterSchema, sort: sortSchema.optional() }).extend(pageSchema.shape)).output(z.object({ rows: z.array(transcriptRowSchema), total: z.number().int() })),
  get: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(transcriptSchema),
  facets: oc.input(z.object({ businessId: idSchema })).output(z.object({ sellers: z.array(z.string()), metFrom: z.string().nullable(), metTo: z.string().nullable() })),
  dashboard: oc.input(z.object({ filter: transcriptFilterSchema, crossRow: z.string(), crossColumn: z.string() })).output(dashboardSchema),
  /** A person's word on one label; `value: null` takes the correction back. */
  correct: oc.input(z.object({ transcriptId: idSchema, enumName: z.string(), value: z.string().nullable() })).errors(commonErrors).output(transcriptSchema),
  /** Runs again every transcript that matches, except labels corrected by a person. */
  reclassify: oc.input(z.object({ filter: transcriptFilterSchema })).errors(commonErrors).output(z.object({ jobId: idSchema.nullable(), count: z.number().int() })),
  /** The file as text, in parts: what is shown, in the order shown. CSV starts with a BOM and has formulas neutralised. */
  export: oc.input(z.object({ filter: transcriptFilterSchema, sort: sortSchema.optional(), format: z.enum(['csv', 'json']), language: exportLanguageSchema })).output(eventIterator(z.string())),
  views: oc.input(z.object({ businessId: idSchema })).output(z.array(savedViewSchema)),
  saveView: oc.input(z.object({ businessId: idSchema, view: savedViewSchema.omit({ id: true }).extend({ id: idSchema.optional() }) })).errors(commonErrors).output(savedViewSchema),
  removeView: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(z.object({})),
}
