import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { Registry } from 'prom-client'
import { newId } from '../db/id.ts'
import { startCheckpoints } from '../db/checkpointer.ts'
import { lockFolder } from '../db/lock.ts'
import { damaged, DatabaseProblem, migrate, readMigrations } from '../db/migrate.ts'
import { openDatabase, type Database } from '../db/open.ts'
import type { Queue } from '../db/values.ts'
import { verifyFile } from '../db/verify.ts'
import { openReader } from '../db/reader.ts'
import { runChecks } from './doctor.ts'
import { openActions } from './actions/index.ts'
import { callMetrics, openCalls, type PracticeStart } from './calls/index.ts'
import { openCatalogue } from './catalogue/index.ts'
import { companyDocuments, keptMedia, openChannels, openChat, type DocumentSearch, type MediaStore } from './chat/index.ts'
import { openTestBench } from './chat/test-bench/index.ts'
import { openClassification, transcriptsApi } from './classification/index.ts'
import { fileMetrics, openFiles } from './files/index.ts'
import { answerVectors, openAnswerCache } from './llm/cache/index.ts'
import { cleanUploadsJob, ingestApi, openInspector } from './ingest/index.ts'
import type { contract } from './contract/contract.ts'
import { documentVectors, loadOfflineEmbedder, openKnowledge, openVectors } from './knowledge/index.ts'
import { jobControl } from './jobs/control.ts'
import type { AnyJob } from './jobs/define-job.ts'
import { jobsApi } from './jobs/jobs.api.ts'
import { jobMetrics } from './jobs/metrics.ts'
import { pruneJobs } from './jobs/prune.job.ts'
import { JobRunner } from './jobs/runner.ts'
import { Scheduler } from './jobs/schedule.ts'
import { openLlm, personForgetter, type KnownPerson, type ModelLayer } from './llm/index.ts'
import { systemClock, type Clock } from './observe/clock.ts'
import { EngineProblem } from './observe/engine-problem.ts'
import { EventBus } from './observe/event-bus.ts'
import { eventsApi } from './observe/events.api.ts'
import { makeLog, type Log } from './observe/log.ts'
import { loadPractice, loadSamples } from './samples/index.ts'
import { backupJob, fileSecrets, makeBackup, sealedSecrets, systemApi } from './settings/index.ts'
import type { Sealing, SecretStore } from './settings/index.ts'

export { EngineProblem } from './observe/engine-problem.ts'
export type { Sealing } from './settings/index.ts'

/** Files the engine needs at run time. They lie elsewhere in the source, in the build and inside the packed app. */
export interface Places {
  readonly resources: string
  readonly migrations: string
  readonly threadFile: URL
  readonly verifyThreadFile: URL
  readonly readerThreadFile: URL
  readonly checkpointThreadFile: URL
  readonly inspectThreadFile: URL
  readonly practiceLineThreadFile: URL
  readonly vectorsThreadFile: URL
}

/** Where they lie when the source itself runs. */
export const sourcePlaces: Places = {
  resources: fileURLToPath(new URL('../resources', import.meta.url)),
  migrations: fileURLToPath(new URL('../db/migrations', import.meta.url)),
  threadFile: new URL('./thread.ts', import.meta.url),
  verifyThreadFile: new URL('../db/verify-thread.ts', import.meta.url),
  readerThreadFile: new URL('../db/reader-thread.ts', import.meta.url),
  checkpointThreadFile: new URL('../db/checkpoint-thread.ts', import.meta.url),
  inspectThreadFile: new URL('./ingest/inspect-thread.ts', import.meta.url),
  practiceLineThreadFile: new URL('./calls/practice-line/line-thread.ts', import.meta.url),
  vectorsThreadFile: new URL('./knowledge/vectors/vectors-thread.ts', import.meta.url),
}

export interface EngineOptions {
  readonly dataFolder: string
  readonly places?: Places
  readonly clock?: Clock
  readonly log?: Log
  readonly version?: string
  /** Where keys and signing secrets are kept; a file of the data folder unless the host has something better. */
  readonly secrets?: SecretStore
  /** Another way to a practice line than a thread of the engine. */
  readonly startPractice?: PracticeStart
  /** Another way to language models than the providers that are set up. */
  readonly models?: ModelLayer
  /** Another way to the company's documents. */
  readonly documents?: DocumentSearch
  /** Another place for images and recordings of chats. */
  readonly media?: MediaStore
  /** How many jobs of a queue run at once; by default bulk work takes every core. */
  readonly slots?: Partial<Record<Queue, number>>
}

/** How long after a start nothing is done that can wait, milliseconds. A console reads its first page meanwhile. */
const quietAfterStartMs = 1_000

/**
 * Starts the engine on a data folder: the only place where its parts are put together.
 * @throws EngineProblem when the data cannot be used; nothing was changed then.
 */
export async function startEngine(options: EngineOptions) {
  const { dataFolder } = options
  const clock = options.clock ?? systemClock
  const log = options.log ?? makeLog()
  const places = options.places ?? sourcePlaces
  const boot = newId()
  const startedAt = clock.now()

  const unlock = claimFolder(dataFolder)
  let database: Database
  try {
    database = openData(dataFolder, places, startedAt, log)
  } catch (error) {
    unlock()
    throw error
  }

  const endCheckpoints = startCheckpoints(database, places.checkpointThreadFile)
  const events = new EventBus(boot)
  const backup = (signal?: AbortSignal) => makeBackup(database, dataFolder, places.verifyThreadFile, clock.now(), signal)
  const backups = backupJob(backup, events)
  const uploads = { database, clock, dataFolder }
  const cleanUploads = cleanUploadsJob(uploads)
  const { inspect, close: endInspections } = openInspector(places.inspectThreadFile, clock)
  const secrets = options.secrets ?? fileSecrets(dataFolder)
  const registry = new Registry()
  const llm = await openLlm({ database, clock, events, log, resources: places.resources, secrets, registry })
  const models = options.models ?? llm.layer
  const classification = openClassification({ database, clock, events, dataFolder, resources: places.resources, inspect, models, prompts: llm.prompts })
  const actions = openActions({ database, clock, events, secrets })
  const calls = openCalls({ database, clock, events, log, dataFolder, resources: places.resources, practiceLineThreadFile: places.practiceLineThreadFile, secrets, actions, classification, ...(options.startPractice === undefined ? {} : { startPractice: options.startPractice }) })
  const vectors = openVectors({ database, clock, log, threadFile: places.vectorsThreadFile, embedder: loadOfflineEmbedder(places.resources), sources: [answerVectors, documentVectors] })
  const cache = openAnswerCache({ database, clock, events, log, resources: places.resources, vectors })
  llm.useCache(cache.answerCache)
  const knowledge = openKnowledge({ ...uploads, events, log, vectors })
  const catalogue = openCatalogue({ ...uploads, events, log, resources: places.resources })
  const files = openFiles({ database, clock, events, dataFolder, secrets })
  const documents = options.documents ?? companyDocuments((question) => searchDocuments(question))
  const chat = openChat({ database, clock, events, log, dataFolder, documents, media: options.media ?? keptMedia(database, clock, files.files), models, prompts: llm.prompts })
  const testBench = openTestBench({ database, clock, events, log, documents, models, prompts: llm.prompts, shops: chat.shops, resources: places.resources })
  const definitions: AnyJob[] = [pruneJobs, backups, cleanUploads, ...classification.jobs, ...actions.jobs, ...calls.jobs, ...vectors.jobs, ...llm.jobs, ...cache.jobs, ...catalogue.jobs, ...chat.jobs, ...testBench.jobs, ...knowledge.jobs, ...files.jobs]
  const slots: Record<Queue, number> = { interactive: 500, bulk: availableParallelism(), background: 2, calls: 500, actions: 16, models: 4, ...options.slots }
  const runner = new JobRunner({ database, clock, events, log, definitions, threadFile: places.threadFile, slots, worker: boot, onEnded: jobMetrics(registry, database) })
  const control = jobControl(runner, () => clock.now())
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const scheduler = new Scheduler(database, clock, [
    { name: 'jobs.prune', job: pruneJobs, payload: {}, cron: '20 4 * * *', timeZone },
    { name: 'ingest.clean_uploads', job: cleanUploads, payload: {}, cron: '10 4 * * *', timeZone },
    { name: 'settings.backup', job: backups, payload: {}, cron: '40 3 * * *', timeZone },
    ...[...calls.operation.schedules, ...llm.schedules, ...cache.schedules, ...chat.schedules, ...files.schedules].map((schedule) => ({ ...schedule, timeZone })),
  ])

  const reader = openReader(database.path, places.readerThreadFile)
  callMetrics(registry, reader)
  fileMetrics(registry, reader)
  const { batches, batchesApi, classificationApi, opinionsApi, taxonomiesApi, watchedFoldersApi, watched } = classification.serve(control, reader)
  const { chatApi, outside, forgetPerson: forgetInChats, forgetCustomerTx, moreReportParts } = chat.serve(reader, control)
  const forgetInModels = personForgetter({ database, reader, vectors, events })
  const forgetPerson = async (person: KnownPerson) => {
    await forgetInModels(person)
    await forgetInChats(person)
  }
  const { campaignsApi, callCatalogueApi, telephonyApi, callsApi, debtorsApi } = calls.serve({ reader, control, inspect, forgetPerson })

  const channels = openChannels(database, outside, clock)
  const { search: searchDocuments, knowledgeApi, warm: warmDocuments } = knowledge.serve(control, reader)
  const samples = { ...uploads, batches, documents: knowledge.documents, resources: places.resources }
  /** The engine as its own console: its type is named, because the router's own depends on it. */
  const ownClient = (): ContractRouterClient<typeof contract> => createRouterClient(router)
  const router = {
    system: systemApi({
      database, clock, events, boot, dataFolder, startedAt,
      version: options.version ?? 'unknown',
      doctor: () => runChecks({ ...places, dataFolder, clock }),
      backup,
      loadSamples: (businessId, language) => loadSamples(samples, businessId, language),
      loadPractice: (businessId, language) => loadPractice({ client: ownClient(), events, resources: places.resources }, businessId, language),
    }),
    events: eventsApi(events, () => reader.warm()),
    jobs: jobsApi({ database, clock, events, runner, control, scheduler }),
    ingest: ingestApi({ ...uploads, inspect }),
    batches: batchesApi,
    transcripts: transcriptsApi({
      database, clock, events, reader,
      classifiers: classification.classifiers,
      reclassifyTx: classification.reclassifyTx,
    }),
    classification: classificationApi,
    opinions: opinionsApi,
    taxonomies: taxonomiesApi,
    watchedFolders: watchedFoldersApi,
    actions: actions.actionsApi,
    debtors: debtorsApi,
    campaigns: campaignsApi,
    callCatalogue: callCatalogueApi,
    telephony: telephonyApi,
    calls: callsApi,
    llm: llm.serve(reader),
    answerCache: cache.answerCacheApi,
    catalogue: catalogue.serve({ reader, control, inspect, forgetting: { forgetPerson, forgetCustomerTx }, moreReportParts }),
    chat: chatApi,
    knowledge: knowledgeApi,
    files: files.serve(reader, control),
    chatBench: testBench.serve(control),
  }

  let closing: Promise<void> | null = null
  knowledge.start()
  runner.start()
  scheduler.start()
  calls.start()
  vectors.start()
  void files.start().catch((error: unknown) => log.error({ err: error }, 'files left half done could not be looked after'))
  watched.start()
  log.info({ boot, dataFolder }, 'engine started')
  // Not before whoever waits for the start has had it: until then every thread more takes a core from them.
  const leaveQuiet = clock.after(quietAfterStartMs, () => {
    // What cannot be made warm is told by the first question that needs it.
    void warmDocuments().catch(() => undefined)
    // Every page is looked at while work goes on already: on a large file that takes seconds.
    void verifyFile(database.path, places.verifyThreadFile).then((fault) => {
      if (fault === null || closing !== null) return
      log.error({ fault }, 'the database is damaged')
      events.publish({ type: 'notice', level: 'error', key: 'notice.database_damaged', values: { fault } })
    })
  })

  const close = (): Promise<void> => {
    closing ??= (async () => {
      leaveQuiet()
      scheduler.stop()
      events.close()
      chat.close()
      classification.close()
      await watched.close()
      calls.stopDialling()
      await runner.stop()
      await calls.close()
      await endInspections()
      await reader.close()
      await vectors.close()
      files.close()
      await endCheckpoints()
      database.close()
      unlock()
      log.info('engine closed')
    })()
    return closing
  }
  return { router, boot, database, runner, clock, events, calls, llm, files: files.files, answerLink: files.answerLink, models, outsideChats: outside, channels, judgeEverywhereBy: classification.judgeEverywhereBy, /** In Prometheus' text format. */ metrics: () => registry.metrics(), close }
}

export type Engine = Awaited<ReturnType<typeof startEngine>>

function claimFolder(dataFolder: string): () => void {
  try {
    makeFolder(resolve(dataFolder))
    accessSync(dataFolder, constants.W_OK)
  } catch (error) {
    throw new EngineProblem('data_unwritable', `The data folder ${dataFolder} cannot be written. Choose another one with --data or VOCERO_DATA.`, { cause: error })
  }
  let unlock: (() => void) | null
  try {
    unlock = lockFolder(dataFolder)
  } catch (error) {
    throw new EngineProblem('data_unwritable', `The data folder ${dataFolder} cannot be locked (${error instanceof Error ? error.message : String(error)}). Choose another one with --data or VOCERO_DATA.`, { cause: error })
  }
  if (unlock === null) throw new EngineProblem('data_locked', `Vocero is already running on ${dataFolder}. Use its window, end it first, or choose another folder with --data.`)
  return unlock
}

/** Level by level, because Node's recursive mkdir never ends where a folder cannot be made (under /proc, for instance). */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

function openData(dataFolder: string, places: Places, now: number, log: Log): Database {
  const path = join(dataFolder, 'vocero.sqlite')
  let database: Database | null = null
  try {
    database = openDatabase(path)
    const { applied, backup } = migrate(database, readMigrations(places.migrations), now)
    if (applied.length > 0) log.info({ applied, backup }, 'database brought up to date')
    return database
  } catch (error) {
    database?.close()
    const problem = error instanceof DatabaseProblem ? error : isDamage(error) ? damaged(path, error) : null
    if (problem !== null) throw new EngineProblem(problem.code, problem.message, { cause: error })
    throw error
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
}

/**
 * Secrets of a data folder under the system's keychain. It may be that the folder is not there yet.
 * @throws SecretProblem see sealedSecrets
 */
export function openKeychain(dataFolder: string, sealing: Sealing): Promise<SecretStore> {
  makeFolder(resolve(dataFolder))
  return sealedSecrets(dataFolder, sealing)
}
