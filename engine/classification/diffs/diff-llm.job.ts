import { z } from 'zod'
import type { Database } from '../../../db/open.ts'
import { labelDiffById, labelDiffCounts, openLabelDiffItems, reopenLabelDiffTx, storeComparedFailureTx, storeComparedTx } from '../../../db/queries/label-diffs.ts'
import { llmOpinionOfSameText, llmStandings } from '../../../db/queries/llm-opinions.ts'
import { textsOf } from '../../../db/queries/results.ts'
import { labelValuesOf } from '../../../db/queries/stored-result.ts'
import type { ModelLayer } from '../../llm/ports.ts'
import { defineJob, done, failed, rateLimited, retry } from '../../jobs/index.ts'
import type { Clock } from '../../observe/clock.ts'
import type { Choices } from '../choice.ts'
import type { Classifiers } from '../classifiers.ts'
import { fitConfidence } from '../llm/confidence.ts'
import { llmJudge, type ClassifyPrompts, type LlmJudge } from '../llm/judge.ts'
import { judgementOf } from '../llm/judgement.ts'
import { candidateSchema, type Candidate, type ClassifierChoice } from '../../contract/opinions.ts'
import { parseTaxonomy } from '../taxonomy.ts'
import { compareWith } from './compare.ts'
import type { DiffEnd } from './diff-end.ts'

/** Questions under way at once; the layer bounds what is on the wire. */
const questionsAtOnce = 8
/** Transcripts that one diff looks at, at most. */
export const mostTranscripts = 3_000

export interface DiffLlmNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly models: ModelLayer
  readonly prompts: ClassifyPrompts
  readonly classifiers: Classifiers
  readonly choices: Choices
  readonly end: DiffEnd
}

interface Work { readonly diffId: string; readonly businessId: string; readonly judge: LlmJudge; readonly seqs: readonly number[]; readonly done: number; readonly total: number; readonly taxonomyVersion: number | null }
type Part = { readonly seq: number } & ({ readonly values: Record<string, string>; readonly costNanoUsd: number } | { readonly error: string })

export type DiffLlmJob = ReturnType<typeof diffLlmJob>

/** Lets a language model judge the transcripts of a label diff, without touching their results. */
export function diffLlmJob(needs: DiffLlmNeeds) {
  const { database, clock, classifiers, choices, end } = needs
  return defineJob({
    kind: 'classification.diff',
    payload: z.object({ diffId: z.string() }),
    result: z.object({ transcripts: z.number().int() }),
    queue: 'models',
    timeoutMs: 6 * 60 * 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 2_000, maxDelayMs: 60_000 },
    onLostLease: 'retry',

    prepare(tx, job): { work: Work } | { done: { transcripts: number } } {
      const diff = labelDiffById(tx.database, job.payload.diffId)
      if (diff === null) return { done: { transcripts: 0 } }
      reopenLabelDiffTx(tx, diff.id)
      const candidate = candidateSchema.parse(JSON.parse(diff.candidate))
      const { taxonomy, version } = classifiers.active
      const judge = llmJudge({ ...needs, now: () => clock.now() }, {
        choice: choiceOf(candidate, choices.of(diff.business_id)),
        // What another model says in its place is not what would go live.
        only: candidate.kind === 'model',
        taxonomy: diff.taxonomy === null ? taxonomy : parseTaxonomy(JSON.parse(diff.taxonomy)),
        taxonomyVersion: version,
        asker: { endpoint: 'classification.diff', businessId: diff.business_id, userId: 'job' },
        // Only values are compared.
        scaleOf: () => fitConfidence([]),
      })
      const { total, judged } = labelDiffCounts(tx.database, diff.id)
      const seqs = openLabelDiffItems(tx.database, diff.id, mostTranscripts)
      return { work: { diffId: diff.id, businessId: diff.business_id, judge, seqs, done: judged, total, taxonomyVersion: diff.taxonomy === null ? version : null } }
    },

    async execute(work, context) {
      const waiting = [...work.seqs]
      let looked = work.done
      let stop: { until: number; error: string } | { error: string } | null = null

      const one = async (seq: number): Promise<void> => {
        const [standing] = llmStandings(database, [seq])
        const transcript = textsOf(database, [seq]).get(seq)
        if (standing === undefined || transcript === undefined) return
        const known = work.taxonomyVersion === null ? null : llmOpinionOfSameText(database, work.businessId, standing.content_hash, work.judge.askedAs(standing.content_hash), work.taxonomyVersion)
        const judged = known === null ? await work.judge.judge(transcript, standing.content_hash, context.signal) : { judgement: { ...judgementOf(known), costNanoUsd: 0 } }
        if ('cancelled' in judged) return
        if ('wait' in judged) stop = judged.wait
        else if ('fallback' in judged && judged.all) stop = { error: judged.fallback.message }
        else {
          const part: Part = 'judgement' in judged ? { seq, values: labelValuesOf(judged.judgement.result), costNanoUsd: judged.judgement.costNanoUsd } : { seq, error: judged.fallback.message }
          await context.emit(part)
          context.progress(++looked, work.total)
        }
      }
      const ask = async (): Promise<void> => {
        for (let seq = waiting.shift(); seq !== undefined && stop === null && !context.cancelled(); seq = waiting.shift()) await one(seq)
      }
      await Promise.all(Array.from({ length: questionsAtOnce }, ask))
      if (context.cancelled()) return retry('Cancelled')
      const held = stop as { until: number; error: string } | { error: string } | null
      if (held === null) return done({ transcripts: work.seqs.length })
      return 'until' in held ? rateLimited(held.until, held.error) : failed(held.error)
    },

    receive(tx, job, given) {
      const part = given as Part
      const diff = labelDiffById(tx.database, job.payload.diffId)
      if (diff === null) return
      const { kind } = candidateSchema.parse(JSON.parse(diff.candidate))
      if ('error' in part) storeComparedFailureTx(tx, diff.id, part.seq, part.error)
      else storeComparedTx(tx, diff.id, part.seq, compareWith(tx.database, part.seq, kind, part.values), part.costNanoUsd)
      end.changedTx(tx)
    },

    ended: (tx, job, state, error) => end.endTx(tx, job.payload.diffId, state, error, job.now),
  })
}

/** The choice as it would be if the candidate were live. */
export function choiceOf(candidate: Candidate, now: ClassifierChoice): ClassifierChoice {
  if (candidate.kind === 'prompt') return { ...now, mode: 'llm', promptVersion: candidate.version }
  if (candidate.kind === 'model') return { ...now, mode: 'llm', providerId: candidate.providerId, model: candidate.model }
  return now
}
