import { oc } from '@orpc/contract'
import { z } from 'zod'
import { cacheGuards, cacheModes, cacheVerdicts, languages } from '../../db/values.ts'
import { commonErrors, idSchema, pageSchema, timestampSchema } from './shared.ts'

export const cacheSettingSchema = z.object({
  task: z.string(),
  mode: z.enum(cacheModes),
  /** Cosine similarity above which a near question is considered. */
  threshold: z.number().min(0.5).max(1),
  ttlSeconds: z.number().int().min(1).max(30 * 86_400),
})

export const cacheTaskSchema = cacheSettingSchema.extend({
  entries: z.number().int(),
  lookups: z.number().int(), exactHits: z.number().int(), nearHits: z.number().int(),
  /** Near answers that the guards held back. */
  guarded: z.number().int(),
  /** Near hits a person has judged, and those that were wrong. */
  judged: z.number().int(), wrong: z.number().int(),
  savedUsd: z.number(), savedMs: z.number(),
})
export type CacheTask = z.infer<typeof cacheTaskSchema>

export const cacheHitSchema = z.object({
  id: idSchema,
  at: timestampSchema,
  task: z.string(),
  /** Null once its time is over: a month after, or when somebody whom it named was erased. */
  question: z.string().nullable(),
  keptQuestion: z.string().nullable(),
  answer: z.string().nullable(),
  similarity: z.number(),
  exact: z.boolean(),
  served: z.boolean(),
  /** The guard that held it back; null when none did. */
  guard: z.enum(cacheGuards).nullable(),
  verdict: z.enum(cacheVerdicts).nullable(),
  /** The kept answer was thrown away since. */
  purged: z.boolean(),
})
export type CacheHit = z.infer<typeof cacheHitSchema>

/** One point of the measured curve: at this threshold, of all pairs. */
export const cacheCurvePointSchema = z.object({ threshold: z.number(), precision: z.number(), recall: z.number(), served: z.number().int(), falseHits: z.number().int() })

/** What the shipped measurement on labelled pairs found, by language. `sameWords`: pairs that differ in marks and capitals at most, which are counted apart. */
export const cacheCurvesSchema = z.array(z.object({
  language: z.enum(languages), pairs: z.number().int(), source: z.string(),
  sameWords: z.number().int(),
  bare: z.array(cacheCurvePointSchema), guarded: z.array(cacheCurvePointSchema),
}))

export const answerCacheContract = {
  tasks: oc.input(z.object({ businessId: idSchema })).output(z.array(cacheTaskSchema)),
  setTask: oc.input(cacheSettingSchema.extend({ businessId: idSchema })).errors(commonErrors).output(z.array(cacheTaskSchema)),
  hits: oc.input(z.object({ businessId: idSchema, task: z.string().optional(), unjudged: z.boolean().optional() }).extend(pageSchema.shape)).output(z.object({ rows: z.array(cacheHitSchema), total: z.number().int() })),
  /** `wrong` throws the kept answer away. */
  judge: oc.input(z.object({ id: idSchema, verdict: z.enum(cacheVerdicts).nullable() })).errors(commonErrors).output(cacheHitSchema),
  clear: oc.input(z.object({ businessId: idSchema, task: z.string().optional() })).output(z.object({ removed: z.number().int() })),
  /** What the shipped measurement on labelled pairs found, with guards and without, and its source. */
  curves: oc.output(cacheCurvesSchema),
}
