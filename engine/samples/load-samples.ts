import { copyFile, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '../../db/id.ts'
import { insertUploadTx } from '../../db/queries/uploads.ts'
import { writeTx } from '../../db/tx.ts'
import type { Language } from '../../db/values.ts'
import type { Batches } from '../classification/index.ts'
import type { Documents } from '../knowledge/index.ts'
import { guessMapping, inspectFile, uploadPath, type UploadStore } from '../ingest/index.ts'

export interface SamplesNeeds extends UploadStore {
  readonly batches: Batches
  readonly documents: Documents
  /** The folder with `sample/meetings.csv` and `sample/company.md`. */
  readonly resources: string
}

const names: Record<Language, string> = { es: 'Reuniones de ejemplo', en: 'Sample meetings' }
const fileName = 'meetings.csv'
const companyTitles: Record<Language, string> = { es: 'Quiénes somos (ejemplo)', en: 'About us (sample)' }
const companyFile = 'company.md'

/**
 * Adds our own fictional meetings as a batch, marked as simulated, and what the sample's shop says of itself as a document. They take the road of every file: upload, mapping,
 * import, classification. The hand labels that lie beside them are for measuring and are not read.
 * @throws FileProblem when the sample file is missing.
 */
export async function loadSamples(needs: SamplesNeeds, businessId: string, language: Language): Promise<{ batchId: string }> {
  const { database, clock, batches } = needs
  const source = join(needs.resources, 'sample', fileName)
  const { columns, rows } = await inspectFile(source, fileName)
  const uploadId = newId()
  const target = uploadPath(needs.dataFolder, uploadId)
  await mkdir(dirname(target), { recursive: true })
  await copyFile(source, target)
  const { size } = await stat(target)
  const batch = writeTx(database, (tx) => {
    insertUploadTx(tx, { id: uploadId, file_name: fileName, bytes: size, received: size, path: `uploads/${uploadId}`, created_at: clock.now() })
    return batches.startTx(tx, { businessId, name: names[language], fileName, uploadId, layout: { columns, mapping: guessMapping(columns, rows) }, simulated: true })
  })
  const text = await readFile(join(needs.resources, 'sample', companyFile), 'utf8')
  await needs.documents.addText({ businessId, title: companyTitles[language], tags: [] }, { text, fileName: companyFile })
  return { batchId: batch.id }
}
