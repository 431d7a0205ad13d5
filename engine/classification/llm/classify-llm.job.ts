import { z } from 'zod'
import type { Database } from '../../../db/open.ts'
import { countClassifiedTx } from '../../../db/queries/batches.ts'
import { LlmChanges, llmOpinionOfSameText, llmStandings, storeFallbackTx, storeLlmOpinionTx, type Fallback, type LlmJudgement, type LlmStanding } from '../../../db/queries/llm-opinions.ts'
import { BatchChanges, textsOf } from '../../../db/queries/results.ts'
import type { Tx } from '../../../db/tx.ts'
import type { ModelLayer } from '../../llm/ports.ts'
import { defineJob, done, rateLimited, retry, type ExecutionContext, type JobContext, type Outcome } from '../../jobs/index.ts'
import { atMostEvery } from '../../observe/at-most-every.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { BatchProgressTeller } from '../batch-progress.ts'
import type { Choices } from '../choice.ts'
import type { Classifiers } from '../classifiers.ts'
import { judgementOf } from './judgement.ts'
import { llmJudge, type ClassifyPrompts, type Judged, type LlmJudge } from './judge.ts'
import type { ScaleOf } from './scales.ts'

/** One job's share: small, so that pausing and cancelling a batch soon take hold. */
export const transcriptsPerLlmJob = 16
/** Questions of one job under way at once. How many really are on the wire is bounded by the layer, over all jobs. */
const questionsAtOnce = 8
/** Consoles hear of new opinions at most this often, milliseconds. */
const tellEveryMs = 1_000

/** Why a transcript has no opinion whose job failed as a whole. */
const jobFailed = 'job_failed'
/** And of one that was not asked about, because its business went back to the offline classifier. */
const switchedOff = 'switched_off'

const payloadSchema = z.object({
  businessId: z.string(),
  transcriptSeqs: z.array(z.number().int()).min(1),
  /** True to ask also about what another model, or another version of the prompt, has judged. The very same question is never paid for twice. */
  again: z.boolean(),
})
type Payload = z.infer<typeof payloadSchema>

export interface ClassifyLlmNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly models: ModelLayer
  readonly prompts: ClassifyPrompts
  readonly classifiers: Classifiers
  readonly choices: Choices
  readonly progress: BatchProgressTeller
  readonly scaleOf: ScaleOf
}

/** A text, and all transcripts of the job that consist of it. */
interface Item { readonly seqs: readonly number[]; readonly contentHash: Buffer; readonly transcript: string }
interface Work { readonly businessId: string; readonly judge: LlmJudge; readonly taxonomyVersion: number; readonly items: readonly Item[] }
/** `paid`: false for an opinion that another transcript of the same text has paid for. */
type Part = { readonly seqs: readonly number[] } & ({ readonly judgement: LlmJudgement; readonly paid: boolean } | { readonly fallback: Fallback })

export type ClassifyLlmJob = ReturnType<typeof classifyLlmJob>

/** Asks the language model of a business about some transcripts; it waits in the engine, for the model works elsewhere. */
export function classifyLlmJob(needs: ClassifyLlmNeeds) {
  const { database, clock, events, classifiers, choices, progress, scaleOf } = needs
  /** Texts that are being asked about now, by any job: the same one is not asked about twice at once. */
  const underWay = new Map<string, Promise<Judged>>()

  const opinionsChanged = atMostEvery(clock, tellEveryMs, () => events.publish({ type: 'opinions.changed' }))

  const flush = (tx: Tx, changes: { batches: BatchChanges; llm: LlmChanges }) => {
    const touched = new Set(changes.llm.writeTx(tx))
    for (const { batchId, classified, failed } of changes.batches.all) {
      if (classified !== 0 || failed !== 0) countClassifiedTx(tx, batchId, classified, failed)
      touched.add(batchId)
    }
    tx.afterCommit(() => {
      for (const batchId of touched) progress.changed(batchId)
      opinionsChanged()
    })
  }

  /** The answer to the same question where it is known or being waited for, else a new one. */
  const judgeOnce = async (work: Work, item: Item, context: ExecutionContext): Promise<{ judged: Judged; paid: boolean }> => {
    const askedAs = work.judge.askedAs(item.contentHash)
    const key = `${work.businessId}|${work.taxonomyVersion}|${askedAs}|${item.contentHash.toString('base64')}`
    for (;;) {
      const known = llmOpinionOfSameText(database, work.businessId, item.contentHash, askedAs, work.taxonomyVersion)
      if (known !== null) return { judged: { judgement: judgementOf(known) }, paid: false }
      const asked = underWay.get(key)
      if (asked === undefined) break
      const judged = await asked
      // Whoever asked was cancelled; this job was not.
      if (!('cancelled' in judged)) return { judged, paid: false }
      if (context.cancelled()) return { judged, paid: false }
    }
    const answer = work.judge.judge(item.transcript, item.contentHash, context.signal)
    underWay.set(key, answer)
    try {
      return { judged: await answer, paid: true }
    } finally {
      underWay.delete(key)
    }
  }

  return defineJob({
    kind: 'classification.classify_llm',
    payload: payloadSchema,
    result: z.object({ judged: z.number().int(), fellBack: z.number().int() }),
    queue: 'models',
    timeoutMs: 60 * 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 2_000, maxDelayMs: 60_000 },
    // Every opinion is stored as soon as it is there and recognised; what was on the wire when the engine ended is asked again.
    onLostLease: 'retry',

    prepare(tx, job): { work: Work } | { done: { judged: number; fellBack: number } } {
      const { businessId } = job.payload
      const { version: taxonomyVersion, taxonomy } = classifiers.active
      const choice = choices.of(businessId)
      const judge = llmJudge({ ...needs, now: () => clock.now() }, {
        choice, taxonomy, taxonomyVersion,
        asker: { endpoint: 'classification.classify', businessId, userId: 'job' },
        scaleOf: (model) => scaleOf(businessId, model),
      })
      const wanted = llmStandings(tx.database, job.payload.transcriptSeqs).filter((one) => isWanted(one, job, taxonomyVersion, judge.askedAs(one.content_hash)))
      if (wanted.length === 0) return { done: { judged: 0, fellBack: 0 } }
      if (choice.mode !== 'llm') {
        // Since this was enqueued a person has said that no text leaves the machine.
        const changes = { batches: new BatchChanges(), llm: new LlmChanges() }
        for (const { seq } of wanted) storeFallbackTx(tx, seq, { code: switchedOff, message: 'The language model was switched off before this was asked' }, job.id, job.now, changes.llm)
        flush(tx, changes)
        return { done: { judged: 0, fellBack: wanted.length } }
      }
      return { work: { businessId, judge, taxonomyVersion, items: itemsOf(tx, wanted) } }
    },

    async execute(work, context): Promise<Outcome<{ judged: number; fellBack: number }>> {
      const counts = { judged: 0, fellBack: 0 }
      const total = work.items.reduce((sum, item) => sum + item.seqs.length, 0)
      const waiting = [...work.items]
      let wait: { until: number; error: string } | null = null
      let forAll: Fallback | null = null

      const one = async (item: Item): Promise<void> => {
        const { judged, paid } = forAll === null ? await judgeOnce(work, item, context) : { judged: { fallback: forAll, all: true }, paid: false }
        if ('cancelled' in judged) return
        if ('wait' in judged) {
          wait = judged.wait
          return
        }
        if ('fallback' in judged && judged.all) forAll = judged.fallback
        const part: Part = 'judgement' in judged ? { seqs: item.seqs, judgement: judged.judgement, paid } : { seqs: item.seqs, fallback: judged.fallback }
        await context.emit(part)
        counts['judgement' in judged ? 'judged' : 'fellBack'] += item.seqs.length
        context.progress(counts.judged + counts.fellBack, total)
      }
      const ask = async (): Promise<void> => {
        for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
          if (wait !== null || context.cancelled()) return
          await one(item)
        }
      }
      await Promise.all(Array.from({ length: questionsAtOnce }, ask))
      if (context.cancelled()) return retry('Cancelled')
      const held = wait as { until: number; error: string } | null
      return held === null ? done(counts) : rateLimited(held.until, held.error)
    },

    receive(tx, job, given) {
      const part = given as Part
      const changes = { batches: new BatchChanges(), llm: new LlmChanges() }
      part.seqs.forEach((seq, index) => {
        if ('judgement' in part) storeLlmOpinionTx(tx, seq, part.judgement, part.paid && index === 0 ? part.judgement.costNanoUsd : 0, job.id, job.now, changes)
        else storeFallbackTx(tx, seq, part.fallback, job.id, job.now, changes.llm)
      })
      flush(tx, changes)
    },

    ended(tx, job, state, error) {
      if (state !== 'failed') return
      const changes = { batches: new BatchChanges(), llm: new LlmChanges() }
      const { version } = classifiers.active
      for (const one of llmStandings(tx.database, job.payload.transcriptSeqs)) {
        if (one.judged_taxonomy !== version) storeFallbackTx(tx, one.seq, { code: jobFailed, message: error ?? 'Failed' }, job.id, job.now, changes.llm)
      }
      flush(tx, changes)
    },
  })
}

/** False for what has its answer, or got none by this job: a repeated attempt passes over it. */
function isWanted(one: LlmStanding, job: JobContext<Payload>, taxonomyVersion: number, askedAs: string): boolean {
  // A job that failed as a whole was given no answer; a person who runs it again wants one.
  if (one.fell_back_by === job.id && one.fell_back_code !== jobFailed) return false
  return one.judged_taxonomy !== taxonomyVersion || (job.payload.again && one.judged_as !== askedAs)
}

function itemsOf(tx: Tx, standings: readonly LlmStanding[]): Item[] {
  const groups = [...Map.groupBy(standings, (one) => one.content_hash.toString('base64')).values()]
  const texts = textsOf(tx.database, groups.flatMap(([first]) => first?.seq ?? []))
  return groups.flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ seqs: group.map((one) => one.seq), contentHash: first.content_hash, transcript: texts.get(first.seq) ?? '' }]
  })
}
