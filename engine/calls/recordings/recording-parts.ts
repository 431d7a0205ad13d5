import { open } from 'node:fs/promises'
import { recordingOf } from '../../../db/queries/recordings.ts'
import type { Database } from '../../../db/open.ts'
import { CallProblem } from '../operation/call-problem.ts'
import { recordingPath } from './recording-files.ts'

/** Bytes read and handed over at once; divisible by three, so that the parts of base64 may be joined. */
const bytesPerPart = 192 * 1024

/**
 * A kept recording in parts of base64.
 * @throws CallProblem when none is kept, or its file was taken away.
 */
export async function recordingParts({ database, dataFolder }: { readonly database: Database; readonly dataFolder: string }, attemptSeq: number, signal?: AbortSignal): Promise<AsyncGenerator<string>> {
  const recording = recordingOf(database, attemptSeq)
  if (recording === null || recording.state !== 'kept' || recording.file === null) throw new CallProblem('NOT_FOUND', `callPage.recording.${recording?.state ?? 'none'}`)
  const file = await open(recordingPath(dataFolder, recording.file)).catch(() => null)
  if (file === null) throw new CallProblem('NOT_FOUND', 'calls.error.recording_lost')
  return (async function* () {
    try {
      const part = Buffer.alloc(bytesPerPart)
      for (;;) {
        signal?.throwIfAborted()
        const length = await fill(file, part)
        if (length > 0) yield part.toString('base64', 0, length)
        if (length < part.length) return
      }
    } finally {
      await file.close()
    }
  })()
}

/** Reads until the part is full or the file ends: a single read may answer with less. */
async function fill(file: Awaited<ReturnType<typeof open>>, part: Buffer): Promise<number> {
  let length = 0
  while (length < part.length) {
    const { bytesRead } = await file.read(part, length, part.length - length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return length
}
