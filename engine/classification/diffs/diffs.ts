import { newId } from '../../../db/id.ts'
import type { Database } from '../../../db/open.ts'
import { goldenSeqs } from '../../../db/queries/golden.ts'
import { comparedCounts, insertLabelDiffTx, labelDiffById, labelDiffCounts, markLabelDiffAppliedTx, setLabelDiffJobTx, type LabelDiffRow } from '../../../db/queries/label-diffs.ts'
import { activateModelTx, activeModel, modelsOf } from '../../../db/queries/models.ts'
import { taxonomyDraft } from '../../../db/queries/taxonomies.ts'
import type { Reader } from '../../../db/reader.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { usd } from '../../llm/index.ts'
import type { ModelLayer } from '../../llm/ports.ts'
import { candidateSchema, labelDiffSchema, type Candidate, type ClassifierChoice, type LabelDiff } from '../../contract/opinions.ts'
import { enqueueTx, type JobControl } from '../../jobs/index.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Choices } from '../choice.ts'
import type { Classifiers } from '../classifiers.ts'
import type { ClassifyPrompts } from '../llm/judge.ts'
import { promptName } from '../llm/prompt.ts'
import { problemsOf } from '../taxonomies/problems.ts'
import { publishDraftTx } from '../taxonomies/taxonomies.api.ts'
import { summaryOf } from './compare.ts'
import { choiceOf, type DiffLlmJob } from './diff-llm.job.ts'
import type { DiffOfflineJob } from './diff-offline.job.ts'

export interface DiffsNeeds {
  readonly database: Database
  readonly reader: Reader
  readonly clock: Clock
  readonly events: EventBus
  readonly control: JobControl
  readonly classifiers: Classifiers
  readonly choices: Choices
  readonly models: ModelLayer
  readonly prompts: ClassifyPrompts
  readonly jobs: { readonly llm: DiffLlmJob; readonly offline: DiffOfflineJob }
}

/** Of the golden set, the latest so many are looked at. */
const mostGolden = 1_000

/** Why a diff cannot begin or go live: a translation key. */
export type DiffProblem =
  | 'classification.version_not_found' | 'classification.other_taxonomy' | 'classification.draft_not_found' | 'classification.draft_has_faults' | 'classification.no_provider'
  | 'classification.nothing_to_compare' | 'classification.diff_not_done' | 'classification.diff_applied' | 'classification.ground_changed'

/** What a diff rests on: were any of it changed, its figures would speak of something else. */
interface Ground { readonly taxonomyVersion: number; readonly modelVersion: number | null; readonly choice: ClassifierChoice }

/** Starts label diffs and puts their candidates live. */
export function openDiffs(needs: DiffsNeeds) {
  const { database, reader, clock, events, control, classifiers, choices, models, prompts, jobs } = needs

  const groundOf = (businessId: string): Ground => {
    const { version } = classifiers.active
    return { taxonomyVersion: version, modelVersion: activeModel(database, businessId, version)?.version ?? null, choice: choices.of(businessId) }
  }

  const problemOf = (businessId: string, candidate: Candidate): DiffProblem | null => {
    switch (candidate.kind) {
      case 'prompt': return prompts.version(promptName, candidate.version) === null ? 'classification.version_not_found' : models.available() ? null : 'classification.no_provider'
      case 'model': return models.firstAsked({ providerId: candidate.providerId, ...(candidate.model === null ? {} : { model: candidate.model }), only: true }) === null ? 'classification.no_provider' : null
      case 'trained': {
        const model = modelsOf(database, businessId).find((row) => row.version === candidate.version)
        return model === undefined ? 'classification.version_not_found' : model.taxonomy_version === classifiers.active.version ? null : 'classification.other_taxonomy'
      }
      case 'taxonomy': {
        const draft = taxonomyDraft(database, candidate.draftId)
        if (draft === null) return 'classification.draft_not_found'
        if (problemsOf(draft.content).length > 0) return 'classification.draft_has_faults'
        return choices.of(businessId).mode === 'llm' && !models.available() ? 'classification.no_provider' : null
      }
    }
  }

  /** People's words first, then some of the rest, evenly spread over all there is. */
  const chooseTranscripts = async (businessId: string, sample: number): Promise<number[]> => {
    const golden = goldenSeqs(database, businessId, mostGolden)
    const classified = await reader.run('transcripts.seqs', { where: { businessId, classified: true }, sort: null })
    const known = new Set(golden)
    const rest = Array.from(classified).filter((seq) => !known.has(seq))
    const step = Math.max(1, rest.length / Math.max(1, sample))
    return [...golden, ...Array.from({ length: Math.min(sample, rest.length) }, (_, index) => rest[Math.floor(index * step)] ?? 0)]
  }

  const applyTx = (tx: Tx, diff: LabelDiffRow, candidate: Candidate): void => {
    const now = clock.now()
    if (candidate.kind === 'trained') {
      activateModelTx(tx, diff.business_id, candidate.version)
      tx.afterCommit(() => {
        classifiers.forget()
        events.publish({ type: 'model.changed' })
      })
    } else if (candidate.kind === 'taxonomy') {
      // What was compared goes live, also when the draft was edited since.
      publishDraftTx(tx, needs, { id: candidate.draftId, based_on: classifiers.active.version, note: taxonomyDraft(database, candidate.draftId)?.note ?? '', content: diff.taxonomy ?? '', updated_at: now })
    } else choices.setTx(tx, diff.business_id, choiceOf(candidate, choices.of(diff.business_id)), now)
    markLabelDiffAppliedTx(tx, diff.id, now)
    tx.afterCommit(() => events.publish({ type: 'opinions.changed' }))
  }

  return {
    async start(businessId: string, candidate: Candidate, sample: number): Promise<{ diff: LabelDiffRow } | { problem: DiffProblem }> {
      const seqs = await chooseTranscripts(businessId, sample)
      const problem = problemOf(businessId, candidate)
      if (problem !== null) return { problem }
      if (seqs.length === 0) return { problem: 'classification.nothing_to_compare' }
      const id = newId()
      const now = clock.now()
      const taxonomy = candidate.kind === 'taxonomy' ? (taxonomyDraft(database, candidate.draftId)?.content ?? null) : null
      const byModel = candidate.kind === 'prompt' || candidate.kind === 'model' || (candidate.kind === 'taxonomy' && choices.of(businessId).mode === 'llm')
      writeTx(database, (tx) => {
        insertLabelDiffTx(tx, { id, business_id: businessId, candidate: JSON.stringify(candidate), ground: JSON.stringify(groundOf(businessId)), taxonomy, created_at: now }, seqs)
        const job = byModel ? enqueueTx(tx, jobs.llm, { diffId: id }, now) : enqueueTx(tx, jobs.offline, { diffId: id }, now)
        if (job !== null) setLabelDiffJobTx(tx, id, job.id)
        tx.afterCommit(() => events.publish({ type: 'opinions.changed' }))
      })
      return { diff: labelDiffById(database, id) ?? missing() }
    },

    /** Puts the candidate live, in one transaction with what it rests on. @returns why not, or null. */
    apply(diff: LabelDiffRow): DiffProblem | null {
      if (diff.applied_at !== null) return 'classification.diff_applied'
      if (diff.state !== 'done') return 'classification.diff_not_done'
      if (diff.ground !== JSON.stringify(groundOf(diff.business_id))) return 'classification.ground_changed'
      const candidate = candidateSchema.parse(JSON.parse(diff.candidate))
      // A draft that is gone may still go live: its content is kept with the diff.
      if (candidate.kind !== 'taxonomy') {
        const problem = problemOf(diff.business_id, candidate)
        if (problem !== null) return problem
      }
      writeTx(database, (tx) => applyTx(tx, diff, candidate))
      return null
    },

    /** @returns false when it has ended. */
    cancel(diff: LabelDiffRow): boolean {
      const { job_id: jobId } = diff
      return diff.state === 'running' && jobId !== null && writeTx(database, (tx) => control.cancelTx(tx, jobId))
    },

    toContract(row: LabelDiffRow): LabelDiff {
      const { total, judged } = labelDiffCounts(database, row.id)
      const byEnum: unknown = row.summary === null ? summaryOf(comparedCounts(database, row.id), classifiers.active.taxonomy.enums.map((one) => one.name)) : JSON.parse(row.summary)
      return {
        id: row.id,
        candidate: candidateSchema.parse(JSON.parse(row.candidate)),
        state: row.state,
        jobId: row.job_id,
        createdAt: row.created_at,
        finishedAt: row.finished_at,
        error: row.error,
        appliedAt: row.applied_at,
        transcripts: judged,
        total,
        costUsd: usd(row.cost_nano_usd),
        byEnum: labelDiffSchema.shape.byEnum.parse(byEnum),
      }
    },
  }
}

export type Diffs = ReturnType<typeof openDiffs>

function missing(): never {
  throw new Error('The label diff was not stored')
}
