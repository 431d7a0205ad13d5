import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runningBatches } from '../../db/queries/batches.ts'
import type { Database } from '../../db/open.ts'
import type { Reader } from '../../db/reader.ts'
import type { Tx } from '../../db/tx.ts'
import type { ClassifierChoice } from '../contract/opinions.ts'
import type { InspectFile } from '../ingest/index.ts'
import type { AnyJob, JobControl } from '../jobs/index.ts'
import type { ModelLayer } from '../llm/ports.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { addTranscriptTx, type AddedTranscript } from './add-transcripts.ts'
import { BatchProgressTeller } from './batch-progress.ts'
import { batchesApi } from './batches.api.ts'
import { Batches } from './batches.ts'
import { classificationApi } from './classification.api.ts'
import { Classifiers } from './classifiers.ts'
import { openChoices } from './choice.ts'
import { classifyJob } from './classify.job.ts'
import { diffEnd } from './diffs/diff-end.ts'
import { diffLlmJob } from './diffs/diff-llm.job.ts'
import { diffOfflineJob } from './diffs/diff-offline.job.ts'
import { openDiffs } from './diffs/diffs.ts'
import type { Judges } from './enqueue-classify.ts'
import { gatherJob } from './gather.job.ts'
import { importBatchJob } from './import-batch.job.ts'
import { classifyLlmJob } from './llm/classify-llm.job.ts'
import { readPrompts } from './llm/prompts.ts'
import { confidenceScales } from './llm/scales.ts'
import { opinionsApi } from './opinions/opinions.api.ts'
import { enqueueReclassifyTx, reclassifyJob } from './reclassify.job.ts'
import { taxonomiesApi } from './taxonomies/taxonomies.api.ts'
import { trainJob } from './train.job.ts'
import { openWatchedFolders } from './watched/watched-folders.api.ts'

export interface ClassificationNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly dataFolder: string
  /** The folder with `taxonomies/default.json` and `prompts/`. */
  readonly resources: string
  readonly inspect: InspectFile
  readonly models: ModelLayer
}

export type ClassificationArea = ReturnType<typeof openClassification>

/**
 * Puts the area together: installs the program's taxonomy, declares the jobs. The API needs the control of the runner that
 * is made from these jobs, so it is asked for afterwards.
 * @throws ZodError or an I/O error when the program's taxonomy cannot be read.
 */
export function openClassification({ database, clock, events, dataFolder, resources, inspect, models }: ClassificationNeeds) {
  const classifiers = new Classifiers(database, dataFolder)
  classifiers.install(readFileSync(join(resources, 'taxonomies', 'default.json'), 'utf8'), clock.now())
  const progress = new BatchProgressTeller(database, clock, events)
  const prompts = readPrompts(resources)
  const choices = openChoices(database)
  const scaleOf = confidenceScales(database)
  const judges: Judges = {
    offline: classifyJob({ classifiers, progress }),
    llm: classifyLlmJob({ database, clock, events, models, prompts, classifiers, choices, progress, scaleOf }),
    wantsLlm: (businessId) => choices.of(businessId).mode === 'llm',
  }
  const importBatch = importBatchJob({ dataFolder, progress, judges, events })
  const gather = gatherJob({ judges })
  const reclassify = reclassifyJob({ judges, progress })
  const train = trainJob({ classifiers, events })
  const end = diffEnd({ clock, events, classifiers })
  const diffJobs = { llm: diffLlmJob({ database, clock, models, prompts, classifiers, choices, end }), offline: diffOfflineJob({ classifiers, end }) }
  const jobs: readonly AnyJob[] = [importBatch, judges.offline, judges.llm, gather, reclassify, train, diffJobs.llm, diffJobs.offline]
  // Consoles that are open across a restart see at once where each batch stands.
  for (const batch of runningBatches(database)) progress.changed(batch.id)

  return {
    jobs,
    classifiers,
    judgeEverywhereBy: (choice: ClassifierChoice): void => choices.judgeEverywhereBy(choice),
    /** Adds a conversation that came from elsewhere than a file, and has it classified. */
    addTranscriptTx: (tx: Tx, added: AddedTranscript): { batchId: string; transcriptId: string } => addTranscriptTx(tx, { gather, progress }, added, clock.now()),
    /** Classifies transcripts of a business once more; labels given by a person stay. */
    reclassifyTx: (tx: Tx, transcriptSeqs: number[], businessId: string): { jobId: string } => ({
      jobId: enqueueReclassifyTx(tx, reclassify, { businessId, batchId: null, transcriptSeqs }, clock.now()).id,
    }),
    /** What begins, holds and ends batches, and the routes. */
    serve(control: JobControl, reader: Reader) {
      const batches = new Batches({ database, clock, control, progress, judges, jobs: { importBatch, reclassify } })
      const needs = { database, reader, clock, events, classifiers, choices, models, prompts }
      const { watchedFoldersApi, ...watched } = openWatchedFolders({ database, clock, events, dataFolder, inspect, batches })
      return {
        batches,
        opinionsApi: opinionsApi({ ...needs, diffs: openDiffs({ ...needs, control, jobs: diffJobs }) }),
        taxonomiesApi: taxonomiesApi({ database, clock, events, classifiers }),
        watchedFoldersApi,
        watched,
        batchesApi: batchesApi({ database, clock, dataFolder, inspect, batches }),
        classificationApi: classificationApi({ database, clock, events, classifiers, train }),
      }
    },
    close: () => progress.close(),
  }
}
