import { markLlmAskedTx } from '../../db/queries/batches.ts'
import { textBytes } from '../../db/queries/results.ts'
import type { Tx } from '../../db/tx.ts'
import { enqueueManyTx } from '../jobs/index.ts'
import { textBytesPerJob, transcriptsPerJob, type ClassifyJob } from './classify.job.ts'
import { transcriptsPerLlmJob, type ClassifyLlmJob } from './llm/classify-llm.job.ts'

/** Who judges: the offline classifier always, a language model where the business has chosen one. */
export interface Judges {
  readonly offline: ClassifyJob
  readonly llm: ClassifyLlmJob
  wantsLlm(businessId: string): boolean
}

export interface ClassifyRequest {
  readonly businessId: string
  /** Ascending. */
  readonly transcriptSeqs: readonly number[]
  readonly again: boolean
  /** The batch's tree; without one they are nobody's children. */
  readonly parentSeq?: number
}

/** Adds the jobs that classify these transcripts; they wait while a person holds the batch. */
export function enqueueClassifyTx(tx: Tx, judges: Judges, { businessId, transcriptSeqs, again, parentSeq }: ClassifyRequest, now: number): void {
  const options = parentSeq === undefined ? {} : { parentSeq }
  const payloads = (shares: number[][]) => shares.map((seqs) => ({ businessId, transcriptSeqs: seqs, again }))
  enqueueManyTx(tx, judges.offline, payloads(offlineShares(tx, transcriptSeqs)), now, options)
  if (transcriptSeqs.length === 0 || !judges.wantsLlm(businessId)) return
  markLlmAskedTx(tx, transcriptSeqs)
  enqueueManyTx(tx, judges.llm, payloads(llmShares(transcriptSeqs)), now, options)
}

function offlineShares(tx: Tx, transcriptSeqs: readonly number[]): number[][] {
  const shares: number[][] = []
  let share: number[] = []
  let shareBytes = 0
  for (const { seq, bytes } of textBytes(tx.database, transcriptSeqs)) {
    if (shares.length === 0 || share.length === transcriptsPerJob || shareBytes + bytes > textBytesPerJob) {
      share = []
      shareBytes = 0
      shares.push(share)
    }
    share.push(seq)
    shareBytes += bytes
  }
  return shares
}

function llmShares(transcriptSeqs: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(transcriptSeqs.length / transcriptsPerLlmJob) }, (_, index) => transcriptSeqs.slice(index * transcriptsPerLlmJob, (index + 1) * transcriptsPerLlmJob))
}
