import { implement } from '@orpc/server'
import { businessById } from '../../../db/queries/businesses.ts'
import { liveChunks } from '../../../db/queries/chunks.ts'
import { changeDocumentTx, documentCounts, documentOf, documentPage, documentTags, withVersions, type DocumentRow, type DocumentWithVersions } from '../../../db/queries/documents.ts'
import { writeTx } from '../../../db/tx.ts'
import { knowledgeContract, type DocumentView } from '../../contract/knowledge.ts'
import { UploadProblem } from '../../ingest/index.ts'
import type { JobControl } from '../../jobs/index.ts'
import type { SearchDocuments } from '../search/search.ts'
import type { Documents, DocumentsParts } from './documents.ts'
import { DocumentProblem } from './reading/document-problem.ts'

interface Errors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string } }): Error
}

/** The routes of documents and their search. */
export function knowledgeApi({ database, clock, tellTx }: DocumentsParts, documents: Documents, control: JobControl, search: SearchDocuments) {
  const api = implement(knowledgeContract)
  const find = (businessId: string, id: string, errors: Errors): DocumentRow => {
    const row = documentOf(database, businessId, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'knowledge.problem.document_not_found' } })
    return row
  }
  const view = ({ seq, id, business_id: businessId }: Pick<DocumentRow, 'seq' | 'id' | 'business_id'>, errors: Errors): DocumentView => {
    const found = withVersions(database, find(businessId, id, errors))
    if (found === null) throw new Error(`Document ${seq} has no version`)
    return documentOfRows(found)
  }
  const requireBusiness = (businessId: string, errors: Errors) => {
    if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
  }
  const { documents: routes } = api
  return {
    documents: {
      list: routes.list.handler(({ input }) => {
        const { rows, total } = documentPage(database, input)
        return { rows: rows.flatMap((row) => withVersions(database, row) ?? []).map(documentOfRows), total, chunks: documentCounts(database, input.businessId).chunks }
      }),
      get: routes.get.handler(({ input, errors }) => view(find(input.businessId, input.documentId, errors), errors)),
      add: routes.add.handler(({ input: { uploadId, ...document }, errors }) => answering(errors, async () => {
        requireBusiness(document.businessId, errors)
        const added = await documents.add(document, uploadId)
        return { document: view(added.document, errors), known: added.known }
      })),
      addText: routes.addText.handler(({ input: { text, markdown, ...document }, errors }) => answering(errors, async () => {
        requireBusiness(document.businessId, errors)
        const added = await documents.addText(document, { text, fileName: `${document.title}.${markdown ? 'md' : 'txt'}` })
        return { document: view(added.document, errors), known: added.known }
      })),
      replace: routes.replace.handler(({ input: { businessId, documentId, uploadId }, errors }) => answering(errors, async () => {
        const row = find(businessId, documentId, errors)
        if (!await documents.replace(row, uploadId)) throw errors.CONFLICT({ data: { reason: 'knowledge.problem.still_reading' } })
        return view(row, errors)
      })),
      save: routes.save.handler(({ input: { businessId, documentId, title, tags }, errors }) => {
        const row = find(businessId, documentId, errors)
        writeTx(database, (tx) => {
          changeDocumentTx(tx, row.seq, { title, tags: JSON.stringify(tags), updated_at: clock.now() })
          tellTx(tx)
        })
        return view(row, errors)
      }),
      cancel: routes.cancel.handler(({ input: { businessId, documentId }, errors }) => {
        const row = find(businessId, documentId, errors)
        const { jobId, state } = view(row, errors)
        const cancelled = (state === 'waiting' || state === 'reading' || state === 'indexing') && jobId !== null && writeTx(database, (tx) => control.cancelTx(tx, jobId))
        if (!cancelled) throw errors.CONFLICT({ data: { reason: 'knowledge.problem.reading_ended' } })
        return view(row, errors)
      }),
      again: routes.again.handler(({ input: { businessId, documentId }, errors }) => {
        const row = find(businessId, documentId, errors)
        if (!writeTx(database, (tx) => documents.againTx(tx, row))) throw errors.CONFLICT({ data: { reason: 'knowledge.problem.nothing_to_repeat' } })
        return view(row, errors)
      }),
      remove: routes.remove.handler(({ input: { businessId, documentId }, errors }) => {
        const row = find(businessId, documentId, errors)
        writeTx(database, (tx) => documents.removeTx(tx, row, control))
        return {}
      }),
      chunks: routes.chunks.handler(({ input: { businessId, documentId, offset, limit }, errors }) => {
        find(businessId, documentId, errors)
        return liveChunks(database, businessId, documentId, offset, limit).map(({ position, kind, headings, text, language, page }) => ({ position, kind, headings: JSON.parse(headings) as string[], text, language, page }))
      }),
      tags: routes.tags.handler(({ input }) => documentTags(database, input.businessId)),
    },
    search: api.search.handler(({ input, signal }) => search({ ...input, ...(signal === undefined ? {} : { signal }) })),
  }
}

function documentOfRows({ document, newest, live }: DocumentWithVersions): DocumentView {
  return {
    id: document.id, title: document.title, tags: JSON.parse(document.tags) as string[], metadata: JSON.parse(document.metadata) as Record<string, string>, createdAt: document.created_at, updatedAt: document.updated_at,
    fileName: newest.file_name, kind: newest.kind, bytes: newest.bytes, hash: newest.content_hash, language: newest.language, pages: newest.pages, state: newest.state, error: newest.error, jobId: newest.job_id,
    chunks: newest.chunks, embedded: newest.embedded, earlierSearched: live !== null && live.seq !== newest.seq,
  }
}

/** Turns the problems a person can act on into the errors of the contract; others stay what they are. */
async function answering<Answer>(errors: Errors, answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof DocumentProblem) throw errors.INVALID({ data: { reason: error.reason } })
    if (!(error instanceof UploadProblem)) throw error
    const data = { reason: error.reason }
    throw error.reason === 'ingest.upload_missing' ? errors.NOT_FOUND({ data }) : errors.CONFLICT({ data })
  }
}
