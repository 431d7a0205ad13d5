import { actionsContract } from './actions.ts'
import { batchesContract } from './batches.ts'
import { classificationContract } from './classification.ts'
import { eventsContract } from './events.ts'
import { ingestContract } from './ingest.ts'
import { jobsContract } from './jobs.ts'
import { systemContract } from './system.ts'
import { transcriptsContract } from './transcripts.ts'

/** Everything a console can ask of the engine. The same over a MessagePort, a WebSocket and in the same process. */
export const contract = {
  system: systemContract,
  events: eventsContract,
  jobs: jobsContract,
  ingest: ingestContract,
  batches: batchesContract,
  transcripts: transcriptsContract,
  classification: classificationContract,
  actions: actionsContract,
}
