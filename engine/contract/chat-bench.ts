import { oc } from '@orpc/contract'
import { z } from 'zod'
import { benchCatalogues, benchChecks, benchRunStates, chatIntents, chatWordings, handoffReasons, orderStates } from '../../db/values.ts'
import { chatSourceSchema } from './chat.ts'
import { commonErrors, idSchema, localisedSchema, timestampSchema } from './shared.ts'

const business = z.object({ businessId: idSchema })
const runId = business.extend({ runId: idSchema })
/** Longest text of a suite, characters: some thousand conversations' worth. */
export const longestSuite = 300_000
const suiteText = z.string().max(longestSuite)

/** Scripted conversations. Those the program ships can be read and copied, not changed. */
export const benchSuiteSchema = z.object({
  id: idSchema,
  origin: z.enum(['shipped', 'own']),
  name: localisedSchema,
  catalogue: z.enum(benchCatalogues),
  conversations: z.number().int(),
  replies: z.number().int(),
  /** How its conversations are called in Spanish, by their names, where those are in another language. */
  spanishNames: z.record(z.string(), z.string()),
  /** Null for what is shipped. */
  version: z.number().int().nullable(),
  updatedAt: timestampSchema.nullable(),
})
export type BenchSuite = z.infer<typeof benchSuiteSchema>

/** What is wrong with a suite's text, and where; line and column from 1. `reason` is a translation key, filled by `values`. */
export const suiteProblemSchema = z.object({ line: z.number().int(), column: z.number().int(), reason: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })
export type SuiteProblem = z.infer<typeof suiteProblemSchema>

/** Who words the answers of a run. What is done is decided the same way for all. */
export const benchVariantSchema = z.object({
  wording: z.enum(chatWordings),
  /** Null: the first provider of the chain. */
  providerId: idSchema.nullable(),
  /** Null: the provider's own text model. */
  model: z.string().trim().min(1).max(200).nullable(),
  /** Version of the prompt that words the answers; null: as its shares say. */
  promptVersion: z.string().max(40).nullable(),
})
export type BenchVariant = z.infer<typeof benchVariantSchema>

const shareSchema = z.object({ checked: z.number().int(), right: z.number().int() })
export const benchFiguresSchema = z.object({
  conversations: z.number().int(),
  passed: z.number().int(),
  replies: z.number().int(),
  intents: shareSchema,
  states: shareSchema,
  carts: shareSchema,
  products: shareSchema,
  /** What had to be said, and what must not be. */
  facts: shareSchema,
  handoffs: shareSchema,
  /** Things stated that stand in no data. */
  uncovered: z.number().int(),
  /** Replies that called for a person. */
  calls: z.number().int(),
  /** Of a reply; null before the first. */
  meanMs: z.number().nullable(),
  tokensIn: z.number().int(),
  tokensOut: z.number().int(),
  costUsd: z.number(),
  /** Replies in which a template stood in for the model. */
  fellBack: z.number().int(),
})
export type BenchFigures = z.infer<typeof benchFiguresSchema>

export const benchRunSchema = z.object({
  id: idSchema,
  variant: benchVariantSchema,
  suites: z.array(z.object({ id: idSchema, name: localisedSchema })),
  state: z.enum(benchRunStates),
  jobId: idSchema.nullable(),
  /** Later runs are compared with it; one at most. */
  reference: z.boolean(),
  error: z.string().nullable(),
  createdAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
  /** Conversations, and how many of them were played. */
  total: z.number().int(),
  played: z.number().int(),
  /** Of what was played. */
  figures: benchFiguresSchema,
})
export type BenchRun = z.infer<typeof benchRunSchema>

const playedSchema = z.object({
  number: z.number().int(),
  suiteId: idSchema,
  name: z.string(),
  catalogue: z.enum(benchCatalogues),
  /** Null: not played yet. */
  passed: z.boolean().nullable(),
  misses: z.number().int(),
  /** Why it could not be played to its end. */
  error: z.string().nullable(),
  figures: benchFiguresSchema.nullable(),
})
/** A conversation of a run. */
export const benchResultSchema = playedSchema
export type BenchResultRow = z.infer<typeof benchResultSchema>

/** What was said in a turn and what was expected of it. Times in milliseconds. */
export const benchTurnSchema = z.object({
  user: z.string(),
  reply: z.string(),
  intent: z.enum(chatIntents),
  confidence: z.number(),
  road: z.string(),
  state: z.enum(orderStates),
  cart: z.array(z.object({ productId: z.string(), name: z.string(), quantity: z.number().int() })),
  handoff: z.enum(handoffReasons).nullable(),
  sources: z.array(chatSourceSchema.omit({ label: true })),
  /** `expected` and `got` as they are compared: an intent, a state, a cart in words (empty: nothing in it), a text. */
  checks: z.array(z.object({ what: z.enum(benchChecks), expected: z.string(), got: z.string(), right: z.boolean() })),
  ms: z.number(),
  /** Null where templates answered and no model was asked. */
  model: z.object({ model: z.string(), promptVersion: z.string(), tokensIn: z.number().int(), tokensOut: z.number().int(), costUsd: z.number() }).nullable(),
  fellBack: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type BenchTurn = z.infer<typeof benchTurnSchema>

/** How a conversation fares in two runs. `regression`: passed before and fails now. `unplayed`: both have it, and one of them has not played it. */
export const benchChanges = ['regression', 'improvement', 'fails', 'passes', 'unplayed', 'only_before', 'only_after'] as const
export const benchComparedSchema = z.object({
  suiteId: idSchema,
  name: z.string(),
  change: z.enum(benchChanges),
  /** The script itself is not the same in both. */
  edited: z.boolean(),
  before: playedSchema.nullable(),
  after: playedSchema.nullable(),
})
export type BenchCompared = z.infer<typeof benchComparedSchema>

export const chatBenchContract = {
  /** The business's own first, by name. */
  suites: oc.input(business).output(z.array(benchSuiteSchema)),
  suite: oc.input(business.extend({ suiteId: idSchema })).errors(commonErrors).output(benchSuiteSchema.extend({ text: z.string() })),
  /** What is wrong with a text, in the order of its lines; nothing is stored. */
  check: oc.input(business.extend({ text: suiteText })).output(z.object({ problems: z.array(suiteProblemSchema), conversations: z.number().int(), replies: z.number().int() })),
  /** Stores a text in which nothing is wrong. `version` is the one that was edited: CONFLICT when somebody else was faster. */
  saveSuite: oc.input(business.extend({ suiteId: idSchema.nullable(), version: z.number().int().nullable(), name: z.string().trim().min(1).max(100), text: suiteText })).errors(commonErrors).output(benchSuiteSchema),
  /** The text of a suite (of a new one with null) with a real chat added as one more conversation, to be looked over; nothing is stored. Personal data is replaced by invented data. */
  fromChat: oc.input(business.extend({ chatId: idSchema, suiteId: idSchema.nullable() })).errors(commonErrors).output(z.object({ text: z.string() })),
  /** What was played of it stays. */
  removeSuite: oc.input(business.extend({ suiteId: idSchema })).errors(commonErrors).output(z.object({})),

  /** What a run would cost about, US dollars; null where nobody can be asked, or no price is known. */
  estimate: oc.input(business.extend({ suiteIds: z.array(idSchema), variant: benchVariantSchema })).output(z.object({ conversations: z.number().int(), replies: z.number().int(), costUsd: z.number().nullable(), model: z.string().nullable() })),
  /** Plays suites, all when none is named, on a copy of the catalogue: no order, stock or chat is touched. */
  start: oc.input(business.extend({ suiteIds: z.array(idSchema), variant: benchVariantSchema })).errors(commonErrors).output(benchRunSchema),
  /** Latest first, and the reference. */
  runs: oc.input(business).output(z.array(benchRunSchema)),
  run: oc.input(runId).errors(commonErrors).output(benchRunSchema),
  cancel: oc.input(runId).errors(commonErrors).output(benchRunSchema),
  removeRun: oc.input(runId).errors(commonErrors).output(z.object({})),
  /** With null there is none. */
  setReference: oc.input(business.extend({ runId: idSchema.nullable() })).errors(commonErrors).output(z.object({})),

  results: oc.input(runId).errors(commonErrors).output(z.array(benchResultSchema)),
  result: oc.input(runId.extend({ number: z.number().int() })).errors(commonErrors).output(benchResultSchema.extend({ turns: z.array(benchTurnSchema) })),
  /** Regressions first, then improvements. The figures are of the conversations that both have played: others would compare apples with pears. */
  compare: oc.input(business.extend({ before: idSchema, after: idSchema })).errors(commonErrors).output(z.object({ figures: z.object({ before: benchFiguresSchema, after: benchFiguresSchema }), rows: z.array(benchComparedSchema) })),
}
