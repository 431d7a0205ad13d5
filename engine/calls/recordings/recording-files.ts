import { unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** Where recordings are kept. */
export function recordingsFolder(dataFolder: string): string {
  return join(dataFolder, 'recordings')
}

/** @param file the name as it is stored; never more than a name. */
export function recordingPath(dataFolder: string, file: string): string {
  return join(recordingsFolder(dataFolder), basename(file))
}

/** Deletes a recording's file; one that is gone already is no error. */
export async function removeRecordingFile(dataFolder: string, file: string): Promise<void> {
  await unlink(recordingPath(dataFolder, file)).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  })
}
