import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runningBatches } from '../../db/queries/batches.ts'
import type { Database } from '../../db/open.ts'
import type { Tx } from '../../db/tx.ts'
import { removeUpload, type InspectFile } from '../ingest/index.ts'
import type { AnyJob, JobControl } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { addTranscriptTx, type AddedTranscript } from './add-transcripts.ts'
import { BatchProgressTeller } from './batch-progress.ts'
import { batchesApi } from './batches.api.ts'
import { Batches } from './batches.ts'
import { classificationApi } from './classification.api.ts'
import { Classifiers } from './classifiers.ts'
import { classifyJob } from './classify.job.ts'
import { gatherJob } from './gather.job.ts'
import { importBatchJob } from './import-batch.job.ts'
import { enqueueReclassifyTx, reclassifyJob } from './reclassify.job.ts'
import { removeBatchJob } from './remove-batch.job.ts'
import { trainJob } from './train.job.ts'

export interface ClassificationNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly dataFolder: string
  /** The folder with `taxonomies/default.json`. */
  readonly resources: string
  readonly inspect: InspectFile
}

export type ClassificationArea = ReturnType<typeof openClassification>

/**
 * Puts the area together: installs the program's taxonomy, declares the jobs. The API needs the control of the runner that
 * is made from these jobs, so it is asked for afterwards.
 * @throws ZodError or an I/O error when the program's taxonomy cannot be read.
 */
export function openClassification({ database, clock, events, dataFolder, resources, inspect }: ClassificationNeeds) {
  const classifiers = new Classifiers(database, dataFolder)
  classifiers.install(readFileSync(join(resources, 'taxonomies', 'default.json'), 'utf8'), clock.now())
  const progress = new BatchProgressTeller(database, clock, events)
  const classify = classifyJob({ classifiers, progress })
  const importBatch = importBatchJob({ dataFolder, progress, classify, events })
  const gather = gatherJob({ classify })
  const reclassify = reclassifyJob({ classify, progress })
  const train = trainJob({ classifiers, events })
  const remove = removeBatchJob({
    progress, events,
    // A file that cannot be removed now goes with the night's old uploads.
    dropUpload: (uploadId) => void removeUpload({ database, clock, dataFolder }, uploadId).catch(() => {}),
  })
  const jobs: readonly AnyJob[] = [importBatch, classify, gather, reclassify, remove, train]
  // Consoles that are open across a restart see at once where each batch stands.
  for (const batch of runningBatches(database)) progress.changed(batch.id)

  return {
    jobs,
    classifiers,
    /** Adds a conversation that came from elsewhere than a file, and has it classified. */
    addTranscriptTx: (tx: Tx, added: AddedTranscript): { batchId: string; transcriptId: string } => addTranscriptTx(tx, { gather, progress }, added, clock.now()),
    /** Classifies transcripts of a business once more; labels given by a person stay. */
    reclassifyTx: (tx: Tx, transcriptSeqs: number[], businessId: string): { jobId: string } => ({
      jobId: enqueueReclassifyTx(tx, reclassify, { businessId, batchId: null, transcriptSeqs }, clock.now()).id,
    }),
    /** What begins, holds and ends batches, and the routes. */
    serve(control: JobControl) {
      const batches = new Batches({ database, clock, control, progress, jobs: { importBatch, classify, reclassify, remove } })
      return {
        batches,
        batchesApi: batchesApi({ database, clock, dataFolder, inspect, batches }),
        classificationApi: classificationApi({ database, clock, events, classifiers, train }),
      }
    },
    close: () => progress.close(),
  }
}
