import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { newId } from '../../../db/id.ts'
import type { Database } from '../../../db/open.ts'
import { insertUploadTx } from '../../../db/queries/uploads.ts'
import { insertWatchedFileTx, watchedFileOf, watchedFolderById, type WatchedFolderRow } from '../../../db/queries/watched-folders.ts'
import { writeTx } from '../../../db/tx.ts'
import { FileProblem, maxUploadBytes, uploadPath, UploadProblem, usualMapping, type InspectFile } from '../../ingest/index.ts'
import type { Clock } from '../../observe/clock.ts'
import type { Batches } from '../batches.ts'

export interface TakeInNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly dataFolder: string
  readonly inspect: InspectFile
  readonly batches: Batches
}

/** A file as a look found it. */
export interface FoundFile { readonly name: string; readonly bytes: number; readonly modifiedAt: number }

/** Beside the file, where it goes when it was taken in, and when it could not be. */
const processedFolder = 'processed'
const failedFolder = 'failed'
/** Kept free beside the copy, so that the database can go on writing. */
const spareBytes = 64 * 1024 * 1024

/**
 * Takes a file in as a batch of its own: copied, looked at, and noted by its content in the transaction that starts the batch, so
 * that it is taken in once however often this is cut off.
 * @returns false when it changed while it was copied: it is still being written.
 * @throws the I/O error when it cannot be read or copied.
 */
export async function takeIn(needs: TakeInNeeds, folder: WatchedFolderRow, file: FoundFile, signal: AbortSignal): Promise<boolean> {
  const { database, clock, dataFolder } = needs
  const source = join(folder.path, file.name)
  const noted = { folder_id: folder.id, name: file.name, bytes: file.bytes, modified_at: file.modifiedAt }
  if (file.bytes > maxUploadBytes) {
    // Nobody reads a gigabyte to learn its name: it is known by how it lies there.
    const contentHash = createHash('sha256').update(`${file.name}\u0000${file.bytes}`).digest()
    writeTx(database, (tx) => insertWatchedFileTx(tx, { ...noted, content_hash: contentHash, batch_id: null, problem: 'ingest.file_too_large', at: clock.now() }))
    return true
  }
  const uploadId = newId()
  const target = uploadPath(dataFolder, uploadId)
  await mkdir(dirname(target), { recursive: true })
  const disk = await statfs(dirname(target))
  if (disk.bavail * disk.bsize < file.bytes + spareBytes) throw new UploadProblem('ingest.disk_full')
  let kept = false
  try {
    const contentHash = await copyAndHash(source, target, signal)
    const after = await stat(source)
    if (after.size !== file.bytes || Math.floor(after.mtimeMs) !== file.modifiedAt) return false
    const known = watchedFileOf(database, folder.id, contentHash)
    // What failed is looked at again when it is put there anew: the program may read more by now.
    if (known !== null && known.problem === null) {
      writeTx(database, (tx) => insertWatchedFileTx(tx, { ...known, ...noted }))
      return true
    }
    const looked = await lookAt(needs, target, file.name, signal)
    writeTx(database, (tx) => {
      // Removed or switched off while the file was read.
      if (watchedFolderById(database, folder.id)?.enabled !== 1) return
      const now = clock.now()
      if ('problem' in looked) {
        insertWatchedFileTx(tx, { ...noted, content_hash: contentHash, batch_id: null, problem: looked.problem, at: now })
        return
      }
      insertUploadTx(tx, { id: uploadId, file_name: file.name, bytes: file.bytes, received: file.bytes, path: `uploads/${uploadId}`, created_at: now })
      const batch = needs.batches.startTx(tx, { businessId: folder.business_id, name: nameOf(file.name), fileName: file.name, uploadId, layout: looked.layout, simulated: false })
      insertWatchedFileTx(tx, { ...noted, content_hash: contentHash, batch_id: batch.id, problem: null, at: now })
      kept = true
    })
    return true
  } finally {
    if (!kept) await rm(target, { force: true })
  }
}

async function copyAndHash(source: string, target: string, signal: AbortSignal): Promise<Buffer> {
  const hash = createHash('sha256')
  const reading = createReadStream(source)
  reading.on('data', (chunk) => hash.update(chunk))
  await pipeline(reading, createWriteStream(target), { signal })
  return hash.digest()
}

async function lookAt({ database, inspect }: TakeInNeeds, path: string, name: string, signal: AbortSignal): Promise<{ layout: Parameters<Batches['startTx']>[1]['layout'] } | { problem: string }> {
  try {
    const inspection = await inspect(path, name, signal)
    const { mapping } = usualMapping(database, inspection)
    if (mapping.transcript === undefined) return { problem: 'batches.no_transcript_column' }
    return { layout: { columns: inspection.columns, mapping } }
  } catch (error) {
    if (error instanceof FileProblem) return { problem: error.detail === undefined ? error.reason : `${error.reason} ${error.detail}` }
    throw error
  }
}

/** The longest name a batch may have. */
const longestName = 200

function nameOf(fileName: string): string {
  return fileName.slice(0, longestName)
}

/** Moves a file that was dealt with out of the way, under a name that is free there. */
export async function moveAside(folder: WatchedFolderRow, name: string, failed: boolean): Promise<void> {
  const target = join(folder.path, failed ? failedFolder : processedFolder)
  await mkdir(target, { recursive: true })
  const extension = extname(name)
  const stem = name.slice(0, name.length - extension.length)
  for (let copy = 0; ; copy++) {
    const free = join(target, copy === 0 ? name : `${stem} (${copy})${extension}`)
    if ((await stat(free).catch(() => null)) !== null) continue
    await rename(join(folder.path, name), free)
    return
  }
}
