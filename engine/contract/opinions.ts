import { oc } from '@orpc/contract'
import { z } from 'zod'
import { classifierModes } from '../../db/values.ts'
import { commonErrors, idSchema, pageSchema, spanSchema, timestampSchema } from './shared.ts'

const ofBusiness = z.object({ businessId: idSchema })

/** Which classifier speaks for new transcripts of a business. With a language model the offline one judges too, so that disagreements show. */
export const classifierChoiceSchema = z.object({
  mode: z.enum(classifierModes),
  /** Null: the first provider of the chain. */
  providerId: idSchema.nullable(),
  /** Null: the provider's own text model. */
  model: z.string().trim().min(1).max(120).nullable(),
  /** Version of the prompt `classify`; null: as its shares say. */
  promptVersion: z.string().nullable(),
})
export type ClassifierChoice = z.infer<typeof classifierChoiceSchema>

/** An enum of a transcript on which classifiers, or a classifier and a person, do not agree. */
export const disagreementSchema = z.object({
  transcriptId: idSchema,
  clientName: z.string().nullable(),
  enumName: z.string(),
  offline: z.object({ value: z.string(), confidence: z.number(), quote: spanSchema.nullable(), analysis: z.string() }).nullable(),
  llm: z.object({ value: z.string(), confidence: z.number(), quote: spanSchema.nullable(), analysis: z.string(), model: z.string() }).nullable(),
  person: z.string().nullable(),
  /** The lower confidence of the two: the queue's order. */
  confidence: z.number(),
  excerpt: z.string(),
})
export type Disagreement = z.infer<typeof disagreementSchema>

const plainScoreSchema = z.object({ accuracy: z.number(), macroF1: z.number() })

/** How each classifier does on what people have said, the golden set. */
export const goldenScoreSchema = z.object({
  enumName: z.string(),
  examples: z.number().int(),
  offline: plainScoreSchema.nullable(),
  llm: plainScoreSchema.nullable(),
  /** A trained version of the offline classifier has learned from these labels: its score flatters it. The versions' own scores are of labels they had not seen. */
  offlineHasSeenThem: z.boolean(),
})
export type GoldenScore = z.infer<typeof goldenScoreSchema>

/** What is to go live: a version of the prompt, another model, a trained version of the offline classifier, or a draft of the taxonomy. */
export const candidateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('prompt'), version: z.string() }),
  z.object({ kind: z.literal('model'), providerId: idSchema, model: z.string().trim().min(1).max(120).nullable() }),
  z.object({ kind: z.literal('trained'), version: z.number().int() }),
  z.object({ kind: z.literal('taxonomy'), draftId: idSchema }),
])
export type Candidate = z.infer<typeof candidateSchema>

/** What would change if a candidate went live, on the golden set and on a sample of the rest. */
export const labelDiffSchema = z.object({
  id: idSchema,
  candidate: candidateSchema,
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  jobId: idSchema.nullable(),
  createdAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
  error: z.string().nullable(),
  /** Went live by a person's word, when. */
  appliedAt: timestampSchema.nullable(),
  transcripts: z.number().int(), total: z.number().int(),
  costUsd: z.number(),
  byEnum: z.array(z.object({
    enumName: z.string(), changed: z.number().int(), compared: z.number().int(),
    golden: z.object({ examples: z.number().int(), before: plainScoreSchema, after: plainScoreSchema }).nullable(),
    /** From one value to another, the most frequent first. */
    moves: z.array(z.object({ from: z.string(), to: z.string(), count: z.number().int() })),
  })),
})
export type LabelDiff = z.infer<typeof labelDiffSchema>

export const labelDiffRowSchema = z.object({ transcriptId: idSchema, clientName: z.string().nullable(), enumName: z.string(), before: z.string(), after: z.string(), person: z.string().nullable() })

export const opinionsContract = {
  choice: oc.input(ofBusiness).output(classifierChoiceSchema),
  setChoice: oc.input(ofBusiness.extend({ choice: classifierChoiceSchema })).errors(commonErrors).output(classifierChoiceSchema),
  /** What classifying these would cost about, before it is begun; with a choice that is not in force yet, what it would cost then. */
  estimate: oc.input(ofBusiness.extend({ transcripts: z.number().int().min(1), characters: z.number().int().min(0), choice: classifierChoiceSchema.optional() })).output(z.object({ costUsd: z.number().nullable(), model: z.string().nullable() })),

  disagreements: oc.input(ofBusiness.extend({ enumName: z.string().optional(), settled: z.boolean().default(false) }).extend(pageSchema.shape)).output(z.object({ rows: z.array(disagreementSchema), total: z.number().int(), byEnum: z.record(z.string(), z.number().int()) })),
  /** Settles one by saying what is right: the same as a correction, also when it confirms what stands. */
  settle: oc.input(z.object({ transcriptId: idSchema, enumName: z.string(), value: z.string() })).errors(commonErrors).output(z.object({})),
  golden: oc.input(ofBusiness).output(z.object({ transcripts: z.number().int(), labels: z.number().int(), scores: z.array(goldenScoreSchema) })),

  startDiff: oc.input(ofBusiness.extend({ candidate: candidateSchema, sample: z.number().int().min(0).max(2_000) })).errors(commonErrors).output(labelDiffSchema),
  diffs: oc.input(ofBusiness).output(z.array(labelDiffSchema)),
  diff: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(labelDiffSchema),
  diffRows: oc.input(z.object({ id: idSchema, enumName: z.string().optional() }).extend(pageSchema.shape)).errors(commonErrors).output(z.object({ rows: z.array(labelDiffRowSchema), total: z.number().int() })),
  /** Puts the candidate of a finished diff live. */
  applyDiff: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(labelDiffSchema),
  cancelDiff: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(labelDiffSchema),
}
