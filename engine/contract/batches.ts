import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { batchStates } from '../../db/values.ts'
import { batchProgressSchema } from './events.ts'
import { mappingSchema } from './ingest.ts'
import { commonErrors, exportLanguageSchema, idSchema, timestampSchema } from './shared.ts'

export const batchSchema = z.object({
  id: idSchema,
  businessId: idSchema,
  name: z.string(),
  fileName: z.string(),
  state: z.enum(batchStates),
  /** The job at the root of the batch's tree; its page shows the parts. */
  jobId: idSchema.nullable(),
  simulated: z.boolean(),
  created: z.number().int(),
  /** Rows left out because they are identical, in every mapped field, to an earlier row of the file. */
  skipped: z.number().int(),
  failedRows: z.number().int(),
  createdAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
  error: z.string().nullable(),
  progress: batchProgressSchema,
})
export type Batch = z.infer<typeof batchSchema>

const batchId = z.object({ batchId: idSchema })

export const batchesContract = {
  list: oc.input(z.object({ businessId: idSchema })).output(z.array(batchSchema)),
  get: oc.input(batchId).errors(commonErrors).output(batchSchema),
  /** Imports the uploaded file with this mapping and classifies every row, as one tree of jobs. */
  start: oc.input(z.object({ businessId: idSchema, uploadId: idSchema, name: z.string().trim().min(1).max(200), mapping: mappingSchema })).errors(commonErrors).output(batchSchema),
  pause: oc.input(batchId).errors(commonErrors).output(batchSchema),
  resume: oc.input(batchId).errors(commonErrors).output(batchSchema),
  cancel: oc.input(batchId).errors(commonErrors).output(batchSchema),
  /** Runs the failed rows of the batch once more. */
  retryFailed: oc.input(batchId).errors(commonErrors).output(batchSchema),
  /** Begins to take back the whole batch: its transcripts and results are deleted, as a job, and then the batch itself. */
  remove: oc.input(batchId).errors(commonErrors).output(batchSchema),
  /** The rows that could not be imported, as CSV: the original columns plus row number and reason. */
  failedRows: oc.input(batchId.extend({ language: exportLanguageSchema })).errors(commonErrors).output(eventIterator(z.string())),
}
