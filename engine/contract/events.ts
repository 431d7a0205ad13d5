import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { alertKinds, alertLevels, attemptStates, batchStates, debtorImportStates, handoffReasons, jobStates, queues } from '../../db/values.ts'
import { idSchema, timestampSchema } from './shared.ts'

export const batchProgressSchema = z.object({
  batchId: idSchema,
  state: z.enum(batchStates),
  /** Rows of the file read so far that became a transcript or a failure. */
  imported: z.number().int(),
  /** Rows in the file; an estimate until the import has ended. */
  total: z.number().int(),
  classified: z.number().int(),
  failed: z.number().int(),
  /** Transcripts a second over the last seconds; null while nothing moves. */
  perSecond: z.number().nullable(),
  remainingMs: z.number().nullable(),
  /** What a language model does for the batch; null when none was asked. Then speed and time left are those of its answers. */
  llm: z.object({
    judged: z.number().int(),
    /** It gave no opinion on these, and the offline result stands. */
    fellBack: z.number().int(),
    /** Still to be answered, of what has been imported. */
    waiting: z.number().int(),
    costUsd: z.number(),
  }).nullable(),
})
export type BatchProgress = z.infer<typeof batchProgressSchema>

/**
 * Everything the engine tells its consoles. `reset` is sent when the events a console missed are no longer kept:
 * it must then fetch everything anew. Events say what changed; the truth is in the answers of the calls.
 */
export const engineEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reset') }),
  z.object({ type: z.literal('job.updated'), id: idSchema, kind: z.string(), queue: z.enum(queues), state: z.enum(jobStates), child: z.boolean() }),
  /** Many jobs changed at once (a flush of the runner, a mass action). */
  z.object({ type: z.literal('jobs.changed') }),
  z.object({ type: z.literal('job.progress'), id: idSchema, done: z.number(), total: z.number().nullable(), note: z.string().nullable() }),
  z.object({ type: z.literal('batch.progress'), progress: batchProgressSchema }),
  z.object({ type: z.literal('transcripts.changed'), batchId: idSchema.nullable() }),
  z.object({ type: z.literal('model.changed') }),
  z.object({ type: z.literal('taxonomy.changed') }),
  z.object({ type: z.literal('settings.changed') }),
  /** Providers, prices, the budget or prompts. */
  z.object({ type: z.literal('llm.changed') }),
  /** Rows came to the audit or the cache; told at most once a second. */
  z.object({ type: z.literal('inferences.changed') }),
  /** Disagreements, the choice of a classifier, or label diffs. */
  z.object({ type: z.literal('opinions.changed') }),
  z.object({ type: z.literal('watched_folders.changed') }),
  /** An attempt began, moved on or ended. */
  z.object({ type: z.literal('call.updated'), attemptId: idSchema, campaignId: idSchema, debtorId: idSchema, state: z.enum(attemptStates) }),
  z.object({ type: z.literal('campaign.updated'), campaignId: idSchema }),
  z.object({ type: z.literal('debtors.changed') }),
  z.object({ type: z.literal('debtor_import.progress'), importId: idSchema, state: z.enum(debtorImportStates), rowsRead: z.number().int(), rowsApplied: z.number().int(), total: z.number().int() }),
  /** Products, their stock, customers, or an import of them. */
  z.object({ type: z.literal('catalogue.changed') }),
  /** Orders or sales. */
  z.object({ type: z.literal('orders.changed') }),
  /** A chat's row in the list changed, or a chat came or went. What is said within it is told by `chat.watch`. */
  z.object({ type: z.literal('chat.updated'), businessId: idSchema, chatId: idSchema }),
  /** A person is wanted in a chat. */
  z.object({ type: z.literal('chat.handoff'), businessId: idSchema, chatId: idSchema, title: z.string(), reason: z.enum(handoffReasons) }),
  /** Suites of the test bench, or runs of them. */
  z.object({ type: z.literal('chat_bench.changed') }),
  /** Documents, or how far reading one is; told a few times a second at most. */
  z.object({ type: z.literal('documents.changed') }),
  /** Kept files, where they lie, or how stores do. */
  z.object({ type: z.literal('files.changed') }),
  z.object({ type: z.literal('promises.changed') }),
  /** Actions or their deliveries. */
  z.object({ type: z.literal('actions.changed') }),
  z.object({ type: z.literal('alert.raised'), id: idSchema, kind: z.enum(alertKinds), level: z.enum(alertLevels) }),
  z.object({ type: z.literal('call_catalogue.changed') }),
  /** The practice line's clock was set, sped up or moved. */
  z.object({ type: z.literal('practice.clock'), now: timestampSchema, speed: z.number() }),
  /** Something a person should know; `key` is a translation key, `values` fills it. */
  z.object({ type: z.literal('notice'), level: z.enum(['info', 'warning', 'error']), key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }),
])
export type EngineEvent = z.infer<typeof engineEventSchema>

export const eventsContract = {
  /** Endless. Reconnecting with the id of the last event seen continues after it. */
  stream: oc.output(eventIterator(engineEventSchema)),
}
