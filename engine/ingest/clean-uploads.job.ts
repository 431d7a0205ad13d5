import { z } from 'zod'
import { defineJob, done } from '../jobs/index.ts'
import { removeUnusedUploads, type UploadStore } from './uploads.ts'

/** Deletes files that were sent but never imported. */
export function cleanUploadsJob(store: UploadStore) {
  return defineJob({
    kind: 'ingest.clean_uploads',
    payload: z.object({}),
    result: z.object({ removed: z.number().int() }),
    queue: 'background',
    timeoutMs: 10 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 60_000, maxDelayMs: 600_000 },
    onLostLease: 'retry',
    prepare: () => ({ work: null }),
    execute: async () => done({ removed: await removeUnusedUploads(store) }),
  })
}
