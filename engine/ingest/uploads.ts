import { mkdir, open, readdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../../db/id.ts'
import type { Database } from '../../db/open.ts'
import { allUploadIds, deleteUploadTx, insertUploadTx, isUploadNeeded, setReceivedTx, unusedUploads, uploadById } from '../../db/queries/uploads.ts'
import type { UploadRow } from '../../db/queries/uploads.ts'
import { writeTx } from '../../db/tx.ts'
import { uploadPartBytes } from '../../db/values.ts'
import type { Clock } from '../observe/clock.ts'

/** Largest file taken in, bytes. */
export const maxUploadBytes = 1024 * 1024 * 1024

/** Kept free beside an upload, so that the database can go on writing. */
const spareBytes = 64 * 1024 * 1024

const weekMilliseconds = 7 * 24 * 60 * 60 * 1000

/** Why an upload cannot begin or go on; translation keys. */
export type UploadReason =
  | 'ingest.empty_file'
  | 'ingest.file_too_large'
  | 'ingest.disk_full'
  | 'ingest.part_too_large'
  | 'ingest.longer_than_announced'
  | 'ingest.part_out_of_order'
  | 'ingest.upload_incomplete'
  | 'ingest.upload_missing'
  | 'ingest.upload_in_use'

export class UploadProblem extends Error {
  readonly reason: UploadReason
  constructor(reason: UploadReason, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'UploadProblem'
    this.reason = reason
  }
}

export interface UploadStore {
  readonly database: Database
  readonly clock: Clock
  readonly dataFolder: string
}

/** Where an upload's bytes are. Made of the id alone: a file's name comes from outside and never becomes a path. */
export function uploadPath(dataFolder: string, id: string): string {
  return join(dataFolder, 'uploads', id)
}

/**
 * Announces a file of `bytes` bytes.
 * @throws UploadProblem when it is empty, larger than `maxUploadBytes`, or the disk has no room for it
 */
export async function beginUpload(store: UploadStore, fileName: string, bytes: number): Promise<string> {
  if (bytes === 0) throw new UploadProblem('ingest.empty_file')
  if (bytes > maxUploadBytes) throw new UploadProblem('ingest.file_too_large')
  const folder = join(store.dataFolder, 'uploads')
  await mkdir(folder, { recursive: true })
  const disk = await statfs(folder)
  if (disk.bavail * disk.bsize < bytes + spareBytes) throw new UploadProblem('ingest.disk_full')
  const id = newId()
  writeTx(store.database, (tx) => insertUploadTx(tx, { id, file_name: fileName, bytes, received: 0, path: `uploads/${id}`, created_at: store.clock.now() }))
  return id
}

/** Parts of one upload are written one after another, also when they arrive together. */
const writing = new WeakMap<Database, Map<string, Promise<unknown>>>()

/**
 * Stores the part that begins at `offset`. A part that is stored already (sent again after a lost answer) changes
 * nothing, so an empty part at 0 asks how far the upload is.
 * @returns the bytes stored now
 * @throws UploadProblem when the part leaves a gap, goes beyond what was announced, or the disk is full
 */
export async function storePart(store: UploadStore, id: string, offset: number, data: Blob): Promise<number> {
  let queue = writing.get(store.database)
  if (queue === undefined) writing.set(store.database, (queue = new Map()))
  const before = queue.get(id) ?? Promise.resolve()
  const turn = before.then(() => writePart(store, id, offset, data))
  const settled = turn.catch(() => undefined)
  queue.set(id, settled)
  try {
    return await turn
  } finally {
    if (queue.get(id) === settled) queue.delete(id)
  }
}

async function writePart(store: UploadStore, id: string, offset: number, data: Blob): Promise<number> {
  const upload = requireUpload(store, id)
  const end = offset + data.size
  if (data.size > uploadPartBytes) throw new UploadProblem('ingest.part_too_large')
  if (end > upload.bytes) throw new UploadProblem('ingest.longer_than_announced')
  if (end <= upload.received) return upload.received
  if (offset !== upload.received) throw new UploadProblem('ingest.part_out_of_order')

  const bytes = Buffer.from(await data.arrayBuffer())
  try {
    // The position is given, not the end of the file: a part that was written but not noted before a crash is written over.
    const file = await open(uploadPath(store.dataFolder, id), offset === 0 ? 'w' : 'r+')
    try {
      await writeAll(file, bytes, offset)
    } finally {
      await file.close()
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new UploadProblem('ingest.disk_full', { cause })
    if (code === 'ENOENT') throw new UploadProblem('ingest.upload_missing', { cause })
    throw cause
  }
  writeTx(store.database, (tx) => setReceivedTx(tx, id, end))
  return end
}

async function writeAll(file: { write(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesWritten: number }> }, bytes: Buffer, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten
}

/** @throws UploadProblem when there is no such upload */
export function requireUpload(store: UploadStore, id: string): UploadRow {
  const upload = uploadById(store.database, id)
  if (upload === undefined) throw new UploadProblem('ingest.upload_missing')
  return upload
}

/**
 * Removes an upload and its file; one that is gone already is fine.
 * @throws UploadProblem `ingest.upload_in_use` while a batch has to read it
 */
export async function removeUpload(store: UploadStore, id: string): Promise<void> {
  if (isUploadNeeded(store.database, id)) throw new UploadProblem('ingest.upload_in_use')
  // The row goes first: a file without a row is swept up later, a row without a file would promise what is not there.
  if (writeTx(store.database, (tx) => deleteUploadTx(tx, id))) await rm(uploadPath(store.dataFolder, id), { force: true })
}

/**
 * Removes uploads that were begun more than seven days ago and that no batch needs, and files whose row is gone.
 * @returns how many were removed
 */
export async function removeUnusedUploads(store: UploadStore): Promise<number> {
  const old = unusedUploads(store.database, store.clock.now() - weekMilliseconds)
  for (const id of old) await removeUpload(store, id)
  const folder = join(store.dataFolder, 'uploads')
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const known = new Set(allUploadIds(store.database))
  const orphans = files.filter((file) => !known.has(file))
  for (const file of orphans) await rm(join(folder, file), { force: true })
  return old.length + orphans.length
}
