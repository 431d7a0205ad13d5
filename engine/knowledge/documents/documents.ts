import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, rmSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '../../../db/id.ts'
import { allVersionIds, changeVersionTx, documentOf, documentWithHash, insertDocumentTx, insertDocumentVersionTx, markDeletedTx, versionsOf, type DocumentRow } from '../../../db/queries/documents.ts'
import { deleteUploadTx } from '../../../db/queries/uploads.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import type { DocumentKind } from '../../../db/values.ts'
import { readHead, requireUpload, uploadPath, UploadProblem } from '../../ingest/index.ts'
import { enqueueTx, type JobControl } from '../../jobs/index.ts'
import { kindOf } from './kind-of.ts'
import { documentPath, type DocumentsNeeds } from './needs.ts'
import type { PurgeVersionJob } from './purge-version.job.ts'
import type { ReadDocumentJob } from './read-document.job.ts'
import { DocumentProblem } from './reading/document-problem.ts'
import { maxDocumentBytes } from './reading/limits.ts'

export interface DocumentsParts extends DocumentsNeeds { readonly read: ReadDocumentJob; readonly purge: PurgeVersionJob; tellTx(tx: Tx): void }

export interface NewDocument { readonly businessId: string; /** Empty: as the file is called. */ readonly title: string; readonly tags: readonly string[] }
/** A text that came without a file. */
export interface GivenText { readonly text: string; readonly fileName: string }

export type Documents = ReturnType<typeof openDocuments>

const uploadReady = (needs: DocumentsNeeds, uploadId: string) => {
  const upload = requireUpload(needs, uploadId)
  if (upload.received < upload.bytes) throw new UploadProblem('ingest.upload_incomplete')
  if (upload.bytes > maxDocumentBytes) throw new DocumentProblem('knowledge.problem.too_large')
  return upload
}

/** Documents of a business: given, replaced by a newer file, taken away. What takes time is done by jobs. */
export function openDocuments(parts: DocumentsParts) {
  const { database, clock, dataFolder, read, purge, tellTx } = parts

  /** Notes a version whose file is in place, and has it read. */
  const addVersionTx = (tx: Tx, documentSeq: number, { id, fileName, kind, bytes, hash }: Stored): void => {
    const now = clock.now()
    const seq = insertDocumentVersionTx(tx, { id, document_seq: documentSeq, file_name: fileName, kind, bytes, content_hash: hash, created_at: now })
    const job = enqueueTx(tx, read, { versionSeq: seq }, now)
    if (job !== null) changeVersionTx(tx, seq, { job_id: job.id })
    tellTx(tx)
  }
  const insertTx = (tx: Tx, { businessId, title, tags }: NewDocument, stored: Stored): DocumentRow => {
    const id = newId()
    const documentSeq = insertDocumentTx(tx, { id, business_id: businessId, title: title === '' ? titleOf(stored.fileName) : title, tags: JSON.stringify(tags), metadata: '{}', created_at: clock.now() })
    addVersionTx(tx, documentSeq, stored)
    return require(businessId, id)
  }
  const require = (businessId: string, id: string): DocumentRow => {
    const row = documentOf(database, businessId, id)
    if (row === null) throw new Error('The document is gone')
    return row
  }
  /** Looks an upload over, whose file then becomes a document's. @throws DocumentProblem, UploadProblem */
  const lookAt = async (uploadId: string): Promise<Omit<Stored, 'id'>> => {
    const upload = uploadReady(parts, uploadId)
    const path = uploadPath(dataFolder, uploadId)
    const kind = kindOf(upload.file_name, await readHead(path, 4096))
    return { fileName: upload.file_name, kind, bytes: upload.bytes, hash: await hashOf(path) }
  }
  /** Moves an upload to its place. A file whose row is never written is swept up at the next start. */
  const move = async (uploadId: string): Promise<string> => {
    const id = newId()
    const target = documentPath(dataFolder, id)
    await mkdir(dirname(target), { recursive: true })
    await rename(uploadPath(dataFolder, uploadId), target)
    return id
  }

  return {
    /** Adds an uploaded file. One that a document of the business holds already is recognised and not added again. */
    async add(document: NewDocument, uploadId: string): Promise<{ document: DocumentRow; known: boolean }> {
      const file = await lookAt(uploadId)
      const known = documentWithHash(database, document.businessId, file.hash)
      if (known !== null) {
        writeTx(database, (tx) => deleteUploadTx(tx, uploadId))
        await rm(uploadPath(dataFolder, uploadId), { force: true })
        return { document: known, known: true }
      }
      const id = await move(uploadId)
      return { known: false, document: writeTx(database, (tx) => {
        deleteUploadTx(tx, uploadId)
        return insertTx(tx, document, { id, ...file })
      }) }
    },

    /** Adds a text that was pasted or comes with the program. */
    async addText(document: NewDocument, { text, fileName }: GivenText): Promise<{ document: DocumentRow; known: boolean }> {
      const bytes = Buffer.from(text, 'utf8')
      if (bytes.length > maxDocumentBytes) throw new DocumentProblem('knowledge.problem.too_large')
      const kind = kindOf(fileName, bytes)
      const hash = createHash('sha256').update(bytes).digest('hex')
      const known = documentWithHash(database, document.businessId, hash)
      if (known !== null) return { document: known, known: true }
      const id = newId()
      const target = documentPath(dataFolder, id)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, bytes)
      return { known: false, document: writeTx(database, (tx) => insertTx(tx, document, { id, fileName, kind, bytes: bytes.length, hash })) }
    },

    /** Gives a document a newer file. The former one is searched until the new one was read whole. @returns false where the last one given is still being read. */
    async replace(row: DocumentRow, uploadId: string): Promise<boolean> {
      const file = await lookAt(uploadId)
      if (busy(row)) return false
      const id = await move(uploadId)
      return writeTx(database, (tx) => {
        deleteUploadTx(tx, uploadId)
        // Deleted, or given another file, while this one was looked at: what was moved is swept up.
        if (documentOf(database, row.business_id, row.id) === null || busy(row)) return false
        addVersionTx(tx, row.seq, { id, ...file })
        return true
      })
    },

    /** Reads a file again whose reading failed or was cancelled. @returns false where nothing of the kind happened. */
    againTx(tx: Tx, row: DocumentRow): boolean {
      const newest = versionsOf(database, row.seq)[0]
      if (newest === undefined || (newest.state !== 'failed' && newest.state !== 'cancelled')) return false
      const job = enqueueTx(tx, read, { versionSeq: newest.seq }, clock.now())
      changeVersionTx(tx, newest.seq, { state: 'waiting', error: null, finished_at: null, job_id: job?.id ?? null })
      tellTx(tx)
      return true
    },

    /** Takes a document out of sight at once; its chunks, vectors and files go in the background. */
    removeTx(tx: Tx, row: DocumentRow, control: JobControl): void {
      markDeletedTx(tx, row.seq)
      for (const { seq, job_id: jobId, state } of versionsOf(database, row.seq)) {
        if (jobId !== null && (state === 'waiting' || state === 'reading' || state === 'indexing')) control.cancelTx(tx, jobId)
        enqueueTx(tx, purge, { versionSeq: seq }, clock.now(), { uniqueKey: `knowledge.purge:${seq}` })
      }
      tellTx(tx)
    },

    /** Removes files that no version owns: the program ended between a file's coming and its row's. Before anything is added. */
    sweep(): void {
      const known = new Set(allVersionIds(database))
      for (const file of filesIn(join(dataFolder, 'documents'))) if (!known.has(file)) rmSync(documentPath(dataFolder, file), { force: true })
    },
  }

  function busy(row: DocumentRow): boolean {
    const state = versionsOf(database, row.seq)[0]?.state
    return state === 'waiting' || state === 'reading' || state === 'indexing'
  }
}

interface Stored { readonly id: string; readonly fileName: string; readonly kind: DocumentKind; readonly bytes: number; readonly hash: string }

const titleOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, '').replace(/[_-]+/g, ' ').trim() || fileName

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
