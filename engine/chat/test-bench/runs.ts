import { z } from 'zod'
import { newId } from '../../../db/id.ts'
import { benchItemHeads, benchProgress, benchRunOf, insertBenchRunTx, setBenchRunJobTx, type BenchItemHead, type BenchRunRow } from '../../../db/queries/chat-bench.ts'
import { writeTx } from '../../../db/tx.ts'
import { benchFiguresSchema, benchRunSchema, benchVariantSchema, type BenchResultRow, type BenchRun, type BenchVariant } from '../../contract/chat-bench.ts'
import { enqueueTx, type JobControl } from '../../jobs/index.ts'
import type { BenchModelJob } from './bench-model.job.ts'
import type { BenchJob } from './bench.job.ts'
import type { LookUpJob } from './look-up.job.ts'
import type { BenchNeeds } from './needs.ts'
import { figuresOfItems } from './run-end.ts'
import type { Suite } from './suites.ts'
import { figuresOf, tallySchema } from './tally.ts'

const suitesSchema: z.ZodType<BenchRun['suites']> = benchRunSchema.shape.suites

/** Conversations that one run plays, at most: its result is kept turn by turn. */
export const mostConversations = 2_000

/** Why a run cannot begin: a translation key. */
export type BenchProblem = 'chat_bench.nothing_to_run' | 'chat_bench.too_many' | 'chat_bench.version_not_found' | 'chat_bench.no_provider'

/** Starts runs, and tells of them. */
export function openRuns({ database, clock, events, models, prompts }: BenchNeeds, { control, jobs }: { readonly control: JobControl; readonly jobs: { readonly bench: BenchJob; readonly lookUpFirst: LookUpJob; readonly byModel: BenchModelJob } }) {
  const toContract = (row: BenchRunRow): BenchRun => ({
    id: row.id,
    variant: benchVariantSchema.parse(JSON.parse(row.variant)),
    suites: suitesSchema.parse(JSON.parse(row.suites)),
    state: row.state,
    jobId: row.job_id,
    reference: row.reference === 1,
    error: row.error,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    ...benchProgress(database, row.id),
    figures: row.figures === null ? figuresOfItems(benchItemHeads(database, row.id)) : benchFiguresSchema.parse(JSON.parse(row.figures)),
  })

  return {
    toContract,

    /** Why a run cannot begin; null when it can. */
    problemOf(suites: readonly Suite[], { wording, providerId, model, promptVersion }: BenchVariant): BenchProblem | null {
      const conversations = suites.reduce((total, { head }) => total + head.conversations, 0)
      if (conversations === 0) return 'chat_bench.nothing_to_run'
      if (conversations > mostConversations) return 'chat_bench.too_many'
      if (wording === 'offline') return null
      if (promptVersion !== null && prompts.version('chat-answer', promptVersion) === null) return 'chat_bench.version_not_found'
      return models.firstAsked(providerId === null ? undefined : { providerId, only: true, ...(model === null ? {} : { model }) }) === null ? 'chat_bench.no_provider' : null
    },

    /** Keeps the scripts as they are now, and begins. How a name is shown is no part of them: a translated one is not an edited one. */
    start(businessId: string, suites: readonly Suite[], variant: BenchVariant): BenchRun {
      const id = newId()
      const now = clock.now()
      const items = suites
        .flatMap(({ head, file }) => file.conversations.map(({ es: _shown, ...script }) => ({ suite_id: head.id, name: script.name, catalogue: head.catalogue, script: JSON.stringify(script) })))
        .map((item, index) => ({ ...item, number: index + 1 }))
      writeTx(database, (tx) => {
        insertBenchRunTx(tx, { id, business_id: businessId, variant: JSON.stringify(variant), suites: JSON.stringify(suites.map(({ head }) => ({ id: head.id, name: head.name }))), created_at: now }, items)
        const job = variant.wording === 'model' ? enqueueTx(tx, jobs.byModel, { runId: id }, now)
          : items.some(({ catalogue }) => catalogue === 'own') ? enqueueTx(tx, jobs.lookUpFirst, { runId: id }, now)
            : enqueueTx(tx, jobs.bench, { runId: id }, now)
        if (job !== null) setBenchRunJobTx(tx, id, job.id)
        tx.afterCommit(() => events.publish({ type: 'chat_bench.changed' }))
      })
      const row = benchRunOf(database, businessId, id)
      if (row === null) throw new Error('The run was not stored')
      return toContract(row)
    },

    /** @returns false when it has ended. */
    cancel({ state, job_id: jobId }: BenchRunRow): boolean {
      return state === 'running' && jobId !== null && writeTx(database, (tx) => control.cancelTx(tx, jobId))
    },
  }
}

export type Runs = ReturnType<typeof openRuns>

/** A conversation of a run, as it is listed. */
export function resultOf(row: BenchItemHead): BenchResultRow {
  const passed = row.passed === null ? null : row.passed === 1
  return {
    number: row.number, suiteId: row.suite_id, name: row.name, catalogue: row.catalogue, passed, misses: row.misses, error: row.error,
    figures: passed === null || row.tally === null ? null : figuresOf([{ passed, tally: tallySchema.parse(JSON.parse(row.tally)) }]),
  }
}
