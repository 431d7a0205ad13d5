import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { answerOrigins, inferenceStatuses, modelFailures, modelProviderKinds } from '../../db/values.ts'
import { commonErrors, exportLanguageSchema, idSchema, localisedSchema, pageSchema, timestampSchema } from './shared.ts'

/** A key as it may be shown: how it ends and where it is kept. */
const keySummarySchema = z.object({ last4: z.string(), from: z.enum(['settings', 'environment']) })

export const providerLimitsSchema = z.object({
  requestsPerMinute: z.number().int().min(1).max(100_000),
  tokensPerMinute: z.number().int().min(100).max(100_000_000),
  concurrency: z.number().int().min(1).max(1_000),
})

export const modelProviderSchema = z.object({
  id: idSchema,
  kind: z.enum(modelProviderKinds),
  name: z.string(),
  /** Null: the vendor's own address. */
  baseUrl: z.string().nullable(),
  textModel: z.string(),
  /** Null: embeddings are not asked of it. */
  embeddingModel: z.string().nullable(),
  transcriptionModel: z.string().nullable(),
  enabled: z.boolean(),
  /** Place in the chain: 0 is asked first. */
  position: z.number().int(),
  limits: providerLimitsSchema,
  key: keySummarySchema.nullable(),
  /** Set by the environment (OPENAI_API_KEY...): there for as long as the variable is. */
  fromEnvironment: z.boolean(),
  state: z.object({
    breaker: z.enum(['closed', 'half_open', 'open']),
    /** Calls on the wire and waiting for a place now. */
    running: z.number().int(), waiting: z.number().int(),
    lastFailure: z.object({ code: z.enum(modelFailures), message: z.string(), at: timestampSchema }).nullable(),
  }),
})
export type ModelProviderSetting = z.infer<typeof modelProviderSchema>

export const modelProviderDraftSchema = z.object({
  id: idSchema.optional(),
  kind: z.enum(modelProviderKinds),
  name: z.string().trim().min(1).max(80),
  baseUrl: z.url({ protocol: /^https?$/ }).nullable(),
  textModel: z.string().trim().min(1).max(120),
  embeddingModel: z.string().trim().min(1).max(120).nullable(),
  transcriptionModel: z.string().trim().min(1).max(120).nullable(),
  enabled: z.boolean(),
  limits: providerLimitsSchema,
})

/** A model with its price, as data of the program (resources/prices) or set by the operator. Prices are US dollars per million tokens. */
export const modelPriceSchema = z.object({
  kind: z.enum(modelProviderKinds),
  model: z.string().trim().min(1).max(120),
  inPerMillion: z.number().min(0).max(10_000),
  cachedInPerMillion: z.number().min(0).max(10_000),
  outPerMillion: z.number().min(0).max(10_000),
  /** Whose figure it is and of what day; the operator's own outranks the program's. */
  source: z.enum(['program', 'operator']),
  asOf: z.string(),
})
export type ModelPrice = z.infer<typeof modelPriceSchema>

export const budgetSchema = z.object({
  /** US dollars a day, in the machine's zone; null: no limit. */
  dailyUsd: z.number().min(0).max(1_000_000).nullable(),
  /** Share of it at which people are told. */
  alertShare: z.number().min(0.1).max(1),
  spentTodayUsd: z.number(),
  /** Held for calls under way. */
  reservedUsd: z.number(),
  dayEndsAt: timestampSchema,
})
export type Budget = z.infer<typeof budgetSchema>

/** How many days single inferences are kept, texts and all; 0: for ever. Figures by day stay. */
export const auditKeepingSchema = z.object({ keptDays: z.number().int().min(0).max(3_650) })
export type AuditKeeping = z.infer<typeof auditKeepingSchema>

export const inferenceRowSchema = z.object({
  id: idSchema,
  at: timestampSchema,
  endpoint: z.string(),
  businessId: idSchema.nullable(),
  userId: z.string(),
  providerId: z.string().nullable(),
  model: z.string(),
  prompt: z.object({ name: z.string(), version: z.string() }).nullable(),
  tokensIn: z.number().int(), tokensOut: z.number().int(), tokensCached: z.number().int(),
  /** Counted here because the provider told nothing. */
  tokensEstimated: z.boolean(),
  costUsd: z.number(),
  responseTimeMs: z.number().int(),
  /** Until the first piece; null when it was not streamed. */
  firstChunkMs: z.number().int().nullable(),
  status: z.enum(inferenceStatuses),
  origin: z.enum(answerOrigins),
  attempts: z.number().int(),
  failure: z.enum(modelFailures).nullable(),
})
export type InferenceRow = z.infer<typeof inferenceRowSchema>

export const inferenceSchema = inferenceRowSchema.extend({
  /** Redacted; at most 5,000 and 10,000 characters. */
  promptText: z.string(),
  responseText: z.string(),
  errorMessage: z.string().nullable(),
  fellBackFrom: z.array(z.object({ providerId: z.string(), model: z.string(), code: z.enum(modelFailures), message: z.string() })),
  /** What a person thought of the answer. */
  thumbs: z.enum(['up', 'down']).nullable(),
})
export type Inference = z.infer<typeof inferenceSchema>

export const inferenceFilterSchema = z.object({
  businessId: idSchema.optional(),
  endpoints: z.array(z.string()).optional(),
  models: z.array(z.string()).optional(),
  users: z.array(z.string()).optional(),
  statuses: z.array(z.enum(inferenceStatuses)).optional(),
  origins: z.array(z.enum(answerOrigins)).optional(),
  from: timestampSchema.optional(),
  to: timestampSchema.optional(),
  text: z.string().max(200).optional(),
})
export type InferenceFilter = z.infer<typeof inferenceFilterSchema>

const figuresSchema = z.object({
  calls: z.number().int(), errors: z.number().int(), refused: z.number().int(), cacheHits: z.number().int(),
  tokensIn: z.number().int(), tokensOut: z.number().int(), tokensCached: z.number().int(),
  costUsd: z.number(), savedUsd: z.number(), savedMs: z.number(), meanResponseTimeMs: z.number().nullable(),
})
export const usageSchema = z.object({
  total: figuresSchema.extend({ p50ResponseTimeMs: z.number().nullable(), p95ResponseTimeMs: z.number().nullable() }),
  /** `key` is YYYY-MM-DD in the machine's zone. */
  byDay: z.array(figuresSchema.extend({ key: z.string() })),
  byEndpoint: z.array(figuresSchema.extend({ key: z.string() })),
  byModel: z.array(figuresSchema.extend({ key: z.string() })),
  byUser: z.array(figuresSchema.extend({ key: z.string() })),
  errors: z.array(z.object({ code: z.enum(modelFailures), count: z.number().int(), lastAt: timestampSchema, lastMessage: z.string() })),
})
export type Usage = z.infer<typeof usageSchema>

export const promptVersionSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** What changed against the version before. */
  note: z.string(),
  text: z.string(),
  /** Share of the calls that take it; the shares of a prompt's versions add up to 1. */
  share: z.number().min(0).max(1),
  calls: z.number().int(), up: z.number().int(), down: z.number().int(),
  errors: z.number().int(), meanResponseTimeMs: z.number().nullable(), meanCostUsd: z.number().nullable(),
})
export type PromptVersion = z.infer<typeof promptVersionSchema>

export const llmContract = {
  providers: oc.output(z.array(modelProviderSchema)),
  saveProvider: oc.input(modelProviderDraftSchema).errors(commonErrors).output(modelProviderSchema),
  removeProvider: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(z.object({})),
  /** The chain's order: every provider's id, first asked first. */
  orderProviders: oc.input(z.object({ ids: z.array(idSchema).min(1) })).errors(commonErrors).output(z.array(modelProviderSchema)),
  /** Null takes the key away. It is never told back. */
  setKey: oc.input(z.object({ providerId: idSchema, key: z.string().trim().min(1).max(400).nullable() })).errors(commonErrors).output(modelProviderSchema),
  /** Really asks: a few words of text, an embedding where a model is named. */
  testProvider: oc.input(z.object({ providerId: idSchema })).errors(commonErrors).output(z.object({
    text: z.object({ ok: z.boolean(), answer: z.string(), responseTimeMs: z.number().int(), costUsd: z.number(), failure: z.enum(modelFailures).nullable(), message: z.string().nullable() }),
    embedding: z.object({ ok: z.boolean(), dimensions: z.number().int().nullable(), failure: z.enum(modelFailures).nullable(), message: z.string().nullable() }).nullable(),
    models: z.array(z.string()),
  })),
  prices: oc.output(z.array(modelPriceSchema)),
  savePrice: oc.input(modelPriceSchema.omit({ source: true, asOf: true })).errors(commonErrors).output(z.array(modelPriceSchema)),
  /** Takes the operator's own price away; the program's holds again. */
  removePrice: oc.input(modelPriceSchema.pick({ kind: true, model: true })).errors(commonErrors).output(z.array(modelPriceSchema)),
  budget: oc.output(budgetSchema),
  setBudget: oc.input(budgetSchema.pick({ dailyUsd: true, alertShare: true })).output(budgetSchema),

  auditKeeping: oc.output(auditKeepingSchema),
  setAuditKeeping: oc.input(auditKeepingSchema).output(auditKeepingSchema),
  inferences: oc.input(z.object({ filter: inferenceFilterSchema }).extend(pageSchema.shape)).output(z.object({ rows: z.array(inferenceRowSchema), total: z.number().int() })),
  inference: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(inferenceSchema),
  /** Values that filters can take, from what is there. */
  facets: oc.output(z.object({ endpoints: z.array(z.string()), models: z.array(z.string()), users: z.array(z.string()) })),
  usage: oc.input(z.object({ filter: inferenceFilterSchema })).output(usageSchema),
  rate: oc.input(z.object({ id: idSchema, thumbs: z.enum(['up', 'down']).nullable() })).errors(commonErrors).output(z.object({})),
  exportInferences: oc.input(z.object({ filter: inferenceFilterSchema, language: exportLanguageSchema })).output(eventIterator(z.string())),

  prompts: oc.output(z.array(z.object({ name: z.string(), label: localisedSchema, versions: z.array(promptVersionSchema) }))),
  /** How the calls of a prompt are shared among its versions; shares add up to 1. */
  sharePrompt: oc.input(z.object({ name: z.string(), shares: z.array(z.object({ version: z.string(), share: z.number().min(0).max(1) })).min(1) })).errors(commonErrors).output(z.object({})),
}
