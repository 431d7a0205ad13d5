import { oc } from '@orpc/contract'
import { z } from 'zod'
import { commonErrors, idSchema, localisedSchema, timestampSchema } from './shared.ts'

/** The active taxonomy as the console needs it: names and words, without the classifier's cues. */
export const taxonomySummarySchema = z.object({
  id: z.string(),
  version: z.number().int(),
  name: localisedSchema,
  enums: z.array(z.object({
    name: z.string(),
    label: localisedSchema,
    values: z.array(z.object({ value: z.string(), label: localisedSchema, description: localisedSchema })),
  })),
  signals: z.array(z.object({ name: z.string(), label: localisedSchema })),
})
export type TaxonomySummary = z.infer<typeof taxonomySummarySchema>

/** A bin of the reliability curve: answers given with that confidence, and how many of them were right. */
export const reliabilityBinSchema = z.object({ from: z.number(), to: z.number(), count: z.number().int(), confidence: z.number(), accuracy: z.number() })
export type ReliabilityBin = z.infer<typeof reliabilityBinSchema>

const stageScoreSchema = z.object({ accuracy: z.number(), macroF1: z.number(), calibrationError: z.number(), reliability: z.array(reliabilityBinSchema) })

/** Cross-validated scores of one enum: every example was judged by a model that had not seen it. */
export const enumScoreSchema = z.object({
  enumName: z.string(),
  examples: z.number().int(),
  zeroShot: stageScoreSchema,
  trained: stageScoreSchema.nullable(),
  chosen: z.enum(['zero_shot', 'trained']),
  /** Whose labels it is measured on: those of a language model only where people have given too few. */
  measuredOn: z.enum(['person', 'llm']).default('person'),
})
export type EnumScore = z.infer<typeof enumScoreSchema>

export const modelVersionSchema = z.object({
  version: z.number().int(),
  taxonomyVersion: z.number().int(),
  createdAt: timestampSchema,
  active: z.boolean(),
  examples: z.number().int(),
  folds: z.number().int(),
  scores: z.array(enumScoreSchema),
})
export type ModelVersion = z.infer<typeof modelVersionSchema>

export const classificationContract = {
  taxonomy: oc.output(taxonomySummarySchema),
  models: oc.input(z.object({ businessId: idSchema })).output(z.object({
    versions: z.array(modelVersionSchema),
    /** Transcripts with at least one label given by a person. */
    correctedTranscripts: z.number().int(),
    /** How many of them came after the newest model was trained. */
    correctedSince: z.number().int(),
    trainingJobId: idSchema.nullable(),
  })),
  /** Trains a new version in the background from the labels that people, and language models where they are believed, gave in this business. */
  train: oc.input(z.object({ businessId: idSchema })).errors(commonErrors).output(z.object({ jobId: idSchema })),
  /** Puts a version into service; null goes back to the taxonomy's cues alone. */
  activate: oc.input(z.object({ businessId: idSchema, version: z.number().int().nullable() })).errors(commonErrors).output(z.object({})),
}
