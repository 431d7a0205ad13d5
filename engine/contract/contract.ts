import { actionsContract } from './actions.ts'
import { answerCacheContract } from './answer-cache.ts'
import { batchesContract } from './batches.ts'
import { callCatalogueContract, telephonyContract } from './call-catalogue.ts'
import { callsContract } from './calls.ts'
import { campaignsContract } from './campaigns.ts'
import { catalogueContract } from './catalogue.ts'
import { chatBenchContract } from './chat-bench.ts'
import { chatContract } from './chat.ts'
import { classificationContract } from './classification.ts'
import { debtorsContract } from './debtors.ts'
import { eventsContract } from './events.ts'
import { filesContract } from './files.ts'
import { ingestContract } from './ingest.ts'
import { jobsContract } from './jobs.ts'
import { knowledgeContract } from './knowledge.ts'
import { llmContract } from './llm.ts'
import { opinionsContract } from './opinions.ts'
import { systemContract } from './system.ts'
import { taxonomiesContract } from './taxonomies.ts'
import { transcriptsContract } from './transcripts.ts'
import { watchedFoldersContract } from './watched-folders.ts'

/** Everything a console can ask of the engine. The same over a MessagePort, a WebSocket and in the same process. */
export const contract = {
  system: systemContract,
  events: eventsContract,
  jobs: jobsContract,
  ingest: ingestContract,
  batches: batchesContract,
  transcripts: transcriptsContract,
  classification: classificationContract,
  opinions: opinionsContract,
  taxonomies: taxonomiesContract,
  watchedFolders: watchedFoldersContract,
  actions: actionsContract,
  debtors: debtorsContract,
  campaigns: campaignsContract,
  calls: callsContract,
  callCatalogue: callCatalogueContract,
  telephony: telephonyContract,
  llm: llmContract,
  answerCache: answerCacheContract,
  catalogue: catalogueContract,
  chatBench: chatBenchContract,
  chat: chatContract,
  knowledge: knowledgeContract,
  files: filesContract,
}
